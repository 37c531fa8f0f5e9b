export { controllerAscents } from './controller-ascents.js';
export { optimumBracket } from './optimum-bracket.js';
export { problemModel } from './problem-model.js';
export { problemsIn } from './problems.js';
