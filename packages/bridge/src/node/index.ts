export { pythonFile, pythonFolder } from './python-file.js';
