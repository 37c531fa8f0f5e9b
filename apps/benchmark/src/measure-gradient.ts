import { InputError } from '@pomdp-gym/contracts';
import { cpuSeconds } from './cpu-seconds.js';
import {
  estimateByPaths,
  estimateByStream,
  gradientProblem,
  PATHS,
  simulateSteps,
  simulateTogether,
} from './gradient-problem.js';

// A fresh process for one problem: warms up, then prints nanoseconds of processor time a step of the fastest stretch. What else a
// machine does can only slow a stretch down. Arguments: the problem, the work, β, steps a path, stretches, the kernel.
const [name = '', work = 'stream', beta = '0.9', steps = '1000000', stretches = '5', given = 'auto'] =
  process.argv.slice(2);
const kernel = given === 'wasm' || given === 'typescript' ? given : 'auto';
const problem = gradientProblem(name);
const length = Number(steps);
const works: Readonly<Record<string, { readonly paths: number; run(seed: number): Promise<unknown> }>> = {
  stream: { paths: 1, run: (seed) => estimateByStream(problem, Number(beta), length, seed, kernel) },
  simulation: { paths: 1, run: (seed) => simulateSteps(problem, length, seed, kernel) },
  paths: { paths: PATHS, run: (seed) => estimateByPaths(problem, Number(beta), length, seed, kernel) },
  'paths-simulation': { paths: PATHS, run: (seed) => simulateTogether(problem, length, seed, kernel) },
};
const chosen = works[work];
if (!chosen) throw new InputError(`There is no work ${work}; there are ${Object.keys(works).join(', ')}.`);
await chosen.run(1);
let fastest = Infinity;
for (let stretch = 0; stretch < Number(stretches); stretch++) {
  const before = cpuSeconds();
  await chosen.run(2 + stretch);
  fastest = Math.min(fastest, cpuSeconds() - before);
}
console.log((1e9 * fastest) / (length * chosen.paths));
