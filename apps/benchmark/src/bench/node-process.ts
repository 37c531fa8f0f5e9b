import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const USAGE = new URL('../report-usage.js', import.meta.url).href;

/** What a process of Node.js used. */
export interface Usage {
  /** Processor time, user and system, of all its threads. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** The most memory that it held. */
  readonly megabytes: number;
  readonly output: string;
}

/** Runs a script in a fresh process, and returns what it used. */
export function nodeProcess(script: string, ...words: readonly string[]): Usage {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', USAGE, script, ...words], {
    encoding: 'utf8',
  });
  const wallSeconds = (performance.now() - begun) / 1000;
  const lines = stderr.trimEnd().split('\n');
  if (status !== 0) throw new Error(`${script} ${words.join(' ')} ends with ${status}: ${stderr}`);
  const used = JSON.parse(lines.at(-1)!) as { cpuSeconds: number; megabytes: number };
  return { ...used, wallSeconds, output: stdout };
}

/** The path of a script of this package. */
export function scriptOf(name: string): string {
  return fileURLToPath(new URL(`../${name}.js`, import.meta.url));
}
