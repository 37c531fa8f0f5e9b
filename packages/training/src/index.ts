export { createGrad, type GradSettings } from './create-grad.js';
export type { RestorableGrad } from './restorable-grad.js';
export { createMeanGrad, type MeanGradSettings } from './mean-grad.js';
export type { PathEstimate, PathJob } from './path-job.js';
export { runPath, type PathSettings } from './run-path.js';
export { learn, type LearningProgress, type LearnSettings } from './learn.js';
export { type EstimatedPath, estimatesAlongPath } from './estimates-along-path.js';
