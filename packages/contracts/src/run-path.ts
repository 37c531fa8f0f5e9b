import { InputError } from './input-error.js';
import type { RunDescription } from './run-description.js';

/** The most characters that file systems take in a name, with room for an ending. */
const LONGEST = 240;

/**
 * Names of folders for the files of a run, from the outer to the inner one: environment, agent, `seed-N`. Other names give other
 * folders: what is no letter, digit or one of `_ . , = + -` is written as in addresses, `%3A`.
 *
 * @throws InputError where a name is too long for a folder.
 */
export function runPath({ environment, agent, seed }: RunDescription): readonly [string, string, string] {
  return [folderName(environment.name), folderName(agent.name), `seed-${seed}`];
}

function folderName(name: string): string {
  const encoded = name.replace(/[^A-Za-z0-9_.,=+-]|^\.+$/gu, percentEncoded);
  if (encoded.length <= LONGEST) return encoded;
  throw new InputError(
    `The name ${name.slice(0, 40)}… is too long for a folder: give the agent or the environment a shorter name in the study.`,
  );
}

function percentEncoded(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
