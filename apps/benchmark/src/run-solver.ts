import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Where SARSOP stood. */
export interface Standing {
  /** CPU seconds since it was given the model. */
  readonly seconds: number;
  /** Whether the gap was closed. */
  readonly done: boolean;
  readonly lower: number;
  readonly upper: number;
}

/** Compiler and collector on the thread that solves: otherwise their threads add to its CPU time what they do beside it. */
export const ONE_THREAD = ['--single-threaded'];
const script = fileURLToPath(new URL('./measure-solver.js', import.meta.url));

/** Solves one problem in a fresh process; where it stood at each of these CPU seconds, and at its end. */
export function runSolver(
  problem: string,
  marks: readonly number[],
  options: Readonly<Record<string, unknown>> = {},
): Standing[] {
  const output = execFileSync(
    process.execPath,
    [...ONE_THREAD, script, problem, JSON.stringify(options), ...marks.map(String)],
    { encoding: 'utf8' },
  );
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Standing);
}
