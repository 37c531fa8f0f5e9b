export type { Interval } from './interval.js';
export { mean } from './mean.js';
export { standardDeviation, standardError, variance } from './standard-deviation.js';
export { studentInterval } from './student-interval.js';
export { batchMeansInterval, type BatchMeansInterval } from './batch-means-interval.js';
export { GrowingBatches } from './growing-batches.js';
export { splitDeviation, type SplitDeviation } from './split-deviation.js';
export { quantile, quantiles } from './quantile.js';
export { bootstrapInterval, type BootstrapSettings } from './bootstrap-interval.js';
