import { join } from 'node:path';

/** The file that exports SARSOP in a checkout that is built. */
export function sarsopOf(checkout: string): string {
  return join(checkout, 'plugins/solvers/sarsop/dist/index.js');
}

/** The file that makes the problems to measure it on. */
export function problemsOf(checkout: string): string {
  return join(checkout, 'apps/benchmark/dist/solver-problem.js');
}
