// The vocabulary, in reading order.
export type * from './space.js';
export type * from './random.js';
export type * from './step.js';
export type * from './frame.js';
export type * from './environment.js';
export type * from './model.js';
export * from './finite-state-controller.js';
export * from './policy.js';
export type * from './estimator.js';
export type * from './optimizer.js';
export type * from './learner.js';
export type * from './solver.js';
export * from './spec.js';
export * from './kinds.js';
export { tokenOf } from './tokens.js';
export { rowsOf } from './rows-of.js';
export { InputError, isInputError } from './input-error.js';
export { contribute, type Binder } from './contribute.js';
