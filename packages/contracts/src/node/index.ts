export { makeFolder } from './make-folder.js';
export { replaceFile } from './replace-file.js';
export { statsAt } from './stats-at.js';
