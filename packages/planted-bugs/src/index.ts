export { gallery } from './gallery.js';
export { kindOf, type PlantedBug } from './planted-bug.js';
export { rulesBrokenBy, type BrokenRules } from './rules-broken-by.js';
