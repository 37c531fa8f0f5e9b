export { bracketFolder } from './bracket-folder.js';
