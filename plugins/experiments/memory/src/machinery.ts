export { controllerAscents } from './controller-ascents.js';
export { optimumBracket } from './optimum-bracket.js';
export { sampledAscents } from './sampled-ascents.js';
export { stoppingModel } from './stopping-model.js';
export { problemModel } from './problem-model.js';
export { problemsIn } from './problems.js';
