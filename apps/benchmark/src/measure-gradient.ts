import { cpuSeconds } from './cpu-seconds.js';
import { estimateByStream, gradientProblem, simulateSteps } from './gradient-problem.js';

// A fresh process for one problem: warms up, then prints nanoseconds of processor time a step of the fastest stretch. What else a
// machine does can only slow a stretch down. Arguments: the problem, stream or simulation, β, steps, stretches, the kernel.
const [name = '', work = 'stream', beta = '0.9', steps = '1000000', stretches = '5', given = 'auto'] =
  process.argv.slice(2);
const kernel = given === 'wasm' || given === 'typescript' ? given : 'auto';
const problem = gradientProblem(name);
const run = (seed: number) =>
  work === 'stream'
    ? estimateByStream(problem, Number(beta), Number(steps), seed, kernel)
    : simulateSteps(problem, Number(steps), seed, kernel);
await run(1);
let fastest = Infinity;
for (let stretch = 0; stretch < Number(stretches); stretch++) {
  const before = cpuSeconds();
  await run(2 + stretch);
  fastest = Math.min(fastest, cpuSeconds() - before);
}
console.log((1e9 * fastest) / Number(steps));
