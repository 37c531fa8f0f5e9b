import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of model files, as the environment names it. */
export const CORPUS = process.env['POMDP_CORPUS'];

/** The model files of the folder, in the order of their names. */
export function modelFiles(): string[] {
  if (!CORPUS) return [];
  return readdirSync(CORPUS).filter((name) => /\.pomdpx?$/i.test(name));
}

/** The bytes of a file of the folder. */
export function bytesOf(name: string): Uint8Array {
  return readFileSync(join(CORPUS ?? '.', name));
}

/** What the table in the folder's README says of a file. */
export interface Expected {
  readonly states: number;
  readonly actions: number;
  readonly observations: number;
  /** Absent where the file names none. */
  readonly discount?: number;
}

/** Whether the folder has a README.md, whose table then lists every .POMDP file with its sizes. */
export function hasTable(): boolean {
  return CORPUS !== undefined && readdirSync(CORPUS).includes('README.md');
}

/** The rows of the table `| file | S | A | O | discount | …`; empty where the folder has none. */
export function expectedSizes(): Map<string, Expected> {
  const sizes = new Map<string, Expected>();
  if (!CORPUS || !hasTable()) return sizes;
  const row = /^\| (\S+\.pomdpx?) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+|-) \|/i;
  for (const line of readFileSync(join(CORPUS, 'README.md'), 'utf8').split('\n')) {
    const [, name, states, actions, observations, discount] = row.exec(line) ?? [];
    if (name === undefined) continue;
    sizes.set(name, {
      states: Number(states),
      actions: Number(actions),
      observations: Number(observations),
      ...(discount !== '-' && { discount: Number(discount) }),
    });
  }
  return sizes;
}
