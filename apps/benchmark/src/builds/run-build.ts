import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ONE_THREAD } from '../run-solver.js';
import type { BuildMark, BuildStanding } from './build-standing.js';

const script = fileURLToPath(new URL('../measure-build.js', import.meta.url));

/** Runs the SARSOP of a checkout on one problem in a fresh process; where it stood at each mark. */
export function runBuild(
  checkout: string,
  problem: string,
  by: BuildMark,
  marks: readonly number[],
): BuildStanding[] {
  const given = [checkout, problem, by, ...marks.map(String)];
  const output = execFileSync(process.execPath, [...ONE_THREAD, script, ...given], { encoding: 'utf8' });
  return JSON.parse(output) as BuildStanding[];
}
