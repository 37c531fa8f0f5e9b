import { pathToFileURL } from 'node:url';
import type { SolverProgress } from '@pomdp-gym/contracts';
import type { BuildMark, BuildStanding } from './builds/build-standing.js';
import { sarsopOf } from './builds/sarsop-of.js';
import { cpuSeconds } from './cpu-seconds.js';
import type { sarsop } from './measured-plugins.js';
import { solverProblem } from './solver-problem.js';

// A fresh process for one problem and one build: loads SARSOP from a checkout and prints, as JSON, where its bounds stand
// at each mark. Arguments: the checkout, the problem, `backups` or `seconds`, the marks, rising.
const [checkout = '', problem = '', by = 'backups', ...marks] = process.argv.slice(2);
const measure: BuildMark = by === 'seconds' ? 'seconds' : 'backups';
const standings = await standingsOf(await loadSarsop(checkout), measure, marks.map(Number));
console.log(JSON.stringify(standings));

async function loadSarsop(checkout: string): Promise<typeof sarsop> {
  return ((await import(pathToFileURL(sarsopOf(checkout)).href)) as { sarsop: typeof sarsop }).sarsop;
}

async function standingsOf(
  spec: typeof sarsop,
  by: BuildMark,
  marks: readonly number[],
): Promise<BuildStanding[]> {
  const model = solverProblem(problem);
  const stop = new AbortController();
  const begun = cpuSeconds();
  const standings: BuildStanding[] = [];
  let latest: SolverProgress = { lower: -Infinity, upper: Infinity, detail: {} };
  const standing = (done: boolean): BuildStanding => {
    const { lower, upper, detail } = latest;
    return { backups: detail['backups'] ?? 0, seconds: cpuSeconds() - begun, done, lower, upper };
  };
  for await (const progress of spec.create(spec.options.parse({})).solve(model, stop.signal)) {
    latest = progress;
    if (stop.signal.aborted) continue;
    const reached = by === 'seconds' ? cpuSeconds() - begun : (progress.detail['backups'] ?? 0);
    while (standings.length < marks.length && reached >= marks[standings.length]!)
      standings.push(standing(false));
    if (standings.length === marks.length) stop.abort();
  }
  while (standings.length < marks.length) standings.push(standing(true));
  return standings;
}
