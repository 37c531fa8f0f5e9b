import { fastestStretch } from './fastest-stretch.js';
import { learning } from './learning-problem.js';

// A fresh process for one learner: prints nanoseconds of processor time a step. Arguments: the learner, the problem, auto or generic,
// steps, stretches.
const [learner = '', problem = '', path, steps = '300000', stretches = '5'] = process.argv.slice(2);
const run = learning(learner, problem, path === 'generic' ? path : 'auto', Number(steps));
console.log(await fastestStretch(run, Number(steps), Number(stretches)));
