import { InputError } from '@pomdp-gym/contracts';
import { fastestStretch } from './fastest-stretch.js';
import { gradientProblem, workOf, WORKS } from './gradient-problem.js';

// A fresh process for one problem: prints nanoseconds of processor time a step. Arguments: the problem, the work, β, steps, stretches.
const [name = '', work, beta = '0.9', steps = '1000000', stretches = '5'] = process.argv.slice(2);
const known = WORKS.find((one) => one === work);
if (!known) throw new InputError(`There is no work ${work}; there are ${WORKS.join(', ')}.`);
const run = workOf(known, gradientProblem(name), Number(beta), Number(steps));
console.log(await fastestStretch(run, Number(steps), Number(stretches)));
