export { createGrad, type GradSettings } from './create-grad.js';
export { learn, type LearningProgress, type LearnSettings } from './learn.js';
export { type EstimatedPath, estimatesAlongPath } from './estimates-along-path.js';
