import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that a function runs before V8 optimizes it; by default 66 KiB. */
const BUDGET = 1_000_000;
/** The version of Node.js whose V8 has this setting: later ones print a line where it is set, and keep what they compiled. */
const VERSION = '20';

/**
 * Lets V8 optimize functions later. A command that is done within a second spends more on compiling what has just begun to run
 * than that wins back; one that runs on loses some hundredths of a second.
 */
export function compileLate(): void {
  if (process.versions.node.split('.', 1)[0] === VERSION) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
