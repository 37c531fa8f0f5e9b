import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
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
  const saved = readFileSync(file, 'utf8')
    .split('\n')
    .map(readLine)
    .find((record) => record?.run === run);
  if (!saved) throw new InputError(`--run ${reference}: ${file} holds no run ${run}.`);
  if (!saved.theta) throw new InputError(`--run ${reference}: the policy of run ${run} has no parameters.`);
  return { theta: saved.theta, seed: saved.seed };
}

function readLine(text: string): z.infer<typeof line> | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
