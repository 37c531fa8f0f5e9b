export { modelVariance, type VarianceLine } from './model-variance.js';
export { problemsOf } from './models.js';
