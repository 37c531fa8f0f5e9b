import { createHash } from 'node:crypto';
import { GRADIENT_PROBLEMS, gradientProblem, workOf } from '../gradient-problem.js';
import { digestOfPath } from './path-digest.js';

// Prints for each problem a digest of all that happens on one path, and one of the gradient that is estimated from it.
const STEPS = 20_000;

for (const name of GRADIENT_PROBLEMS) {
  const problem = gradientProblem(name);
  console.log(`path of ${name} ${digestOfPath(problem, STEPS)}`);
  const gradient = await workOf('stream', problem, 0.9, STEPS)(1);
  console.log(`gradient of ${name} ${createHash('sha256').update(JSON.stringify(gradient)).digest('hex')}`);
}
