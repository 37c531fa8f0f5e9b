export { ChainTruth } from './error-and-bound/chain-truth.js';
export { exactAscent, exactAscents, gainOfDeviating } from './exact-ascents.js';
export { gradientPaths } from './gradient-paths.js';
