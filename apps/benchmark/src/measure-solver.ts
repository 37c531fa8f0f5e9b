import type { SolverProgress } from '@pomdp-gym/contracts';
import { driveSolver } from '@pomdp-gym/solving';
import { CpuStopwatch } from './cpu-stopwatch.js';
import { sarsop } from './measured-plugins.js';
import { solverProblem } from './solver-problem.js';

// A fresh process for one problem: prints the bounds that SARSOP has after each number of CPU seconds asked for, and where
// it ends. Arguments: the problem, the options as JSON, the seconds.
const [name = '', options = '{}', ...marks] = process.argv.slice(2);

const model = solverProblem(name);
const stop = new AbortController();
const waiting = marks.map(Number);
const last = waiting.at(-1) ?? 0;
const watch = new CpuStopwatch();
const solver = sarsop.create(sarsop.options.parse(JSON.parse(options)));
const { progress: latest } = await driveSolver(solver, model, stop.signal, (progress) => {
  const { seconds } = watch;
  if (seconds >= last) stop.abort();
  if (waiting.length > 0 && seconds >= waiting[0]!) {
    waiting.shift();
    print(progress, seconds, false);
  }
  return undefined;
});
print(latest, watch.seconds, !stop.signal.aborted);

function print({ lower, upper, detail }: SolverProgress, seconds: number, done: boolean): void {
  console.log(JSON.stringify({ seconds, done, lower, upper, ...detail }));
}
