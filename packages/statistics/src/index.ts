export type { Interval } from './interval.js';
export { mean } from './mean.js';
export { standardDeviation, standardError, variance } from './standard-deviation.js';
export { studentInterval } from './student-interval.js';
export { batchMeansInterval, type BatchMeansInterval } from './batch-means-interval.js';
export { GrowingBatches } from './growing-batches.js';
export { splitDeviation, type SplitDeviation } from './split-deviation.js';
export { quantile, quantiles } from './quantile.js';
export { bootstrapInterval, type BootstrapSettings } from './bootstrap-interval.js';
export { Replicates } from './replicates.js';
export type { Aggregate, TaskScores } from './aggregates/aggregate.js';
export { aggregateScores } from './aggregates/aggregate-scores.js';
export { taskMean } from './aggregates/task-mean.js';
export { taskMedian } from './aggregates/task-median.js';
export { interquartileMean } from './aggregates/interquartile-mean.js';
export { optimalityGap } from './aggregates/optimality-gap.js';
export { improvementProbability } from './aggregates/improvement-probability.js';
export { performanceProfile } from './aggregates/performance-profile.js';
export { sampleEfficiency, type ScorePoint } from './aggregates/sample-efficiency.js';
export { DEFAULT_KIND, type IntervalKind, intervalKinds } from './intervals/interval-kind.js';
export type { ReplicateInterval } from './intervals/replicate-interval.js';
export { type AnalyticKind, meanInterval, type MeanIntervalSettings } from './intervals/mean-interval.js';
export {
  aggregateInterval,
  type AggregateIntervalSettings,
  type BootstrapKind,
} from './intervals/aggregate-interval.js';
export type { StratifiedBootstrap } from './intervals/bootstrap-settings.js';
export type { ScoreRange } from './intervals/bounded-mean-interval.js';
export { toleranceInterval, type ToleranceInterval } from './intervals/tolerance-interval.js';
export { AdaStop, type AdaStopSettings, type PairDecision, type PairOutcome } from './comparisons/adastop.js';
export { holmAdjusted } from './comparisons/holm.js';
export { meanTest } from './comparisons/mean-test.js';
export { pairedDifference, type PairedDifference } from './comparisons/paired-difference.js';
export {
  type CoverageShape,
  coverageShapes,
  furtherShapes,
  successShape,
} from './measured-coverage/coverage-shapes.js';
export { type CoverageQuestion, measureCoverage } from './measured-coverage/measure-coverage.js';
export { type MeasuredCoverage, measuredCoverage } from './measured-coverage/measured-coverage.js';
export { coverageTable, type CoverageTable } from './measured-coverage/coverage-table.js';
