export { randomStream } from './random-stream.js';
export { drawIndex, findOutcome, writeThresholds } from './discrete-sampling.js';
export { addScaled, dot, norm, scale } from './vector.js';
export { entryAt, rowEntries, rowSums, sparseRows } from './sparse-rows.js';
export { restrictRows } from './restrict-rows.js';
export { recurrentClasses, stronglyConnectedComponents } from './recurrent-classes.js';
export { grownFloat64, grownInt32 } from './growing-array.js';
export { Float64List, Int32List } from './growing-list.js';
