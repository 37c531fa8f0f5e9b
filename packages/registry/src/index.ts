export { Registry, firstLine, type Entry, type Given, type Made, type Reference } from './registry.js';
export { loadPlugin, locatePlugin } from './load-plugin.js';
export { describeOptions, type OptionDescription } from './describe-options.js';
export type { OptionProblem } from './option-problems.js';
export { alternatives, nearest, suggestion } from './nearest.js';
export { contentDigest, fileDigest } from './identity/content-digest.js';
export { moduleDigest } from './identity/module-digest.js';
export { packageNameOf } from './identity/package-of.js';
