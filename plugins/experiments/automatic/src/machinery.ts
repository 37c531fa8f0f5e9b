export { problems } from './problems.js';
export { autoPaths } from './auto-paths.js';
export { exactErrors } from './exact-errors.js';
export { signSearches } from './sign-searches.js';
