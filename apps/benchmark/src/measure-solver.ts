import type { SolverProgress } from '@pomdp-gym/contracts';
import { cpuSeconds } from './cpu-seconds.js';
import { sarsop } from './measured-plugins.js';
import { solverProblem } from './solver-problem.js';

// A fresh process for one problem: prints the bounds that SARSOP has after each number of CPU seconds asked for, and where
// it ends. Arguments: the problem, the options as JSON, the seconds.
const [name = '', options = '{}', ...marks] = process.argv.slice(2);

const model = solverProblem(name);
const stop = new AbortController();
const waiting = marks.map(Number);
const last = waiting.at(-1) ?? 0;
const begin = cpuSeconds();
let latest: SolverProgress | undefined;
let looked = performance.now();
for await (const progress of sarsop
  .create(sarsop.options.parse(JSON.parse(options)))
  .solve(model, stop.signal)) {
  latest = progress;
  // To ask for the CPU time costs more than many a report; the wall clock is cheap, and never behind it by much.
  if (performance.now() - looked < 1) continue;
  looked = performance.now();
  const seconds = cpuSeconds() - begin;
  if (seconds >= last) stop.abort();
  if (waiting.length === 0 || seconds < waiting[0]!) continue;
  waiting.shift();
  print(progress, seconds, false);
}
if (latest) print(latest, cpuSeconds() - begin, !stop.signal.aborted);

function print({ lower, upper, detail }: SolverProgress, seconds: number, done: boolean): void {
  console.log(JSON.stringify({ seconds, done, lower, upper, ...detail }));
}
