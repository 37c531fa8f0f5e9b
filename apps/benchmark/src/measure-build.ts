import { pathToFileURL } from 'node:url';
import type { FiniteModel, SolverProgress } from '@pomdp-gym/contracts';
import type { BuildMark, BuildStanding } from './builds/build-standing.js';
import { problemsOf, sarsopOf } from './builds/checkout-files.js';
import { CpuStopwatch } from './cpu-stopwatch.js';
import type { sarsop } from './measured-plugins.js';
import type { solverProblem } from './solver-problem.js';

// A fresh process for one problem and one build: loads SARSOP and the problem from a checkout, and no code of another one, so
// that what is compiled is the same on both sides. Prints as JSON where its bounds stand at each mark. Arguments: the
// checkout, the problem, `backups` or `seconds`, the marks, rising.
const [checkout = '', problem = '', by = 'backups', ...marks] = process.argv.slice(2);
const load = (path: string): Promise<unknown> => import(pathToFileURL(path).href);
const solvers = (await load(sarsopOf(checkout))) as { sarsop: typeof sarsop };
const problems = (await load(problemsOf(checkout))) as { solverProblem: typeof solverProblem };
const model = problems.solverProblem(problem);
const standings = await standingsOf(
  solvers.sarsop,
  model,
  by === 'seconds' ? 'seconds' : 'backups',
  marks.map(Number),
);
console.log(JSON.stringify(standings));

async function standingsOf(
  spec: typeof sarsop,
  model: FiniteModel,
  by: BuildMark,
  marks: readonly number[],
): Promise<BuildStanding[]> {
  const stop = new AbortController();
  const watch = new CpuStopwatch();
  const standings: BuildStanding[] = [];
  let latest: SolverProgress = { lower: -Infinity, upper: Infinity, detail: {} };
  const standing = (done: boolean): BuildStanding => {
    const { lower, upper, detail } = latest;
    return { backups: detail['backups'] ?? 0, seconds: watch.seconds, done, lower, upper };
  };
  for await (const progress of spec.create(spec.options.parse({})).solve(model, stop.signal)) {
    latest = progress;
    if (stop.signal.aborted) continue;
    const reached = by === 'seconds' ? watch.seconds : (progress.detail['backups'] ?? 0);
    while (standings.length < marks.length && reached >= marks[standings.length]!)
      standings.push(standing(false));
    if (standings.length === marks.length) stop.abort();
  }
  while (standings.length < marks.length) standings.push(standing(true));
  return standings;
}
