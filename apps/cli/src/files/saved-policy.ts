import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { damagedLine, fileLines, readCheckedLine } from '@pomdp-gym/experiment/node';
import { z } from 'zod';

const line = z.object({ run: z.int(), seed: z.int().min(0), theta: z.array(z.number()).nullable() });

/** θ of a policy, and the seed of the run that made it. */
export interface SavedPolicy {
  readonly theta: readonly number[];
  readonly seed: number;
}

/**
 * The final policy of a run that `compare` saved.
 * @param reference the folder of results and the number of the run: `results/three-state-7acf779d:3`.
 */
export function savedPolicy(reference: string): SavedPolicy {
  const [, folder = '', digits = ''] = /^(.+):(\d+)$/.exec(reference) ?? [];
  if (digits === '') {
    throw new InputError(
      `--run ${reference}: give a folder of results and the number of a run, FOLDER:NUMBER.`,
    );
  }
  const run = Number(digits);
  const file = join(folder, 'runs.jsonl');
  if (!existsSync(file)) throw new InputError(`--run ${reference}: there is no ${file}.`);
  const saved = savedLine(file, run, reference);
  if (!saved) throw new InputError(`--run ${reference}: ${file} holds no run ${run}.`);
  if (!saved.theta) throw new InputError(`--run ${reference}: the policy of run ${run} has no parameters.`);
  return { theta: saved.theta, seed: saved.seed };
}

/** The line of a run, held to its check: its digits are those that were written. */
function savedLine(file: string, run: number, reference: string): z.infer<typeof line> | undefined {
  let at = 0;
  for (const text of fileLines(file)) {
    at++;
    const read = readCheckedLine(text);
    const { data } = line.safeParse('value' in read ? read.value : parseJson(text));
    if (data?.run !== run) continue;
    if ('value' in read) return data;
    throw damagedLine(`--run ${reference}: ${file}:${at}`, read.problem);
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
