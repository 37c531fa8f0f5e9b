export { bytesOfModelFile } from './bytes-of-model-file.js';
