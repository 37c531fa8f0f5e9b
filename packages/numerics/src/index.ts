export { randomStream } from './random-stream.js';
export { drawIndex, findOutcome, writeThresholds } from './discrete-sampling.js';
export { addScaled, dot, norm, scale } from './vector.js';
