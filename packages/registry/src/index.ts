export type { Reference } from '@pomdp-gym/contracts';
export type { Contribution, PluginOffer } from './plugin-offer.js';
export { Registry, firstLine, type Entry, type Given, type Made } from './registry.js';
export { describeOptions, type OptionDescription } from './describe-options.js';
export { optionFields, type OptionField } from './option-fields.js';
export type { OptionProblem } from './option-problems.js';
export { alternatives, suggestion } from './suggestion.js';
