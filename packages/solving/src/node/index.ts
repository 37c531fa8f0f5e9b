export { bracketFolder } from './bracket-folder.js';
export { modelHash } from './model-hash.js';
