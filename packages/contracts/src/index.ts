// The vocabulary, in reading order.
export type * from './space.js';
export type * from './random.js';
export type * from './restorable.js';
export type * from './step.js';
export type * from './frame.js';
export type * from './environment.js';
export type * from './model.js';
export * from './finite-state-controller.js';
export * from './policy.js';
export * from './earlier-names.js';
export type * from './objective.js';
export type * from './critic.js';
export * from './estimator.js';
export { nothingLearnt } from './nothing-learnt.js';
export * from './every-choice.js';
export * from './grad-request.js';
export type * from './optimizer.js';
export type * from './learner.js';
export type * from './solver.js';
export type * from './reference.js';
export type * from './run-description.js';
export type * from './run-event.js';
export type * from './tracker.js';
export * from './spec.js';
export * from './kinds.js';
export {
  isRecipe,
  kindOfRecipe,
  type PlacedRecipe,
  type Recipe,
  recipe,
  recipeOf,
  recipesIn,
  replaceRecipes,
} from './recipe.js';
export { tokenOf } from './tokens.js';
export { rowsOf } from './rows-of.js';
export { InputError, isInputError } from './input-error.js';
export { runPath } from './run-path.js';
export { plainText, shortened } from './plain-text.js';
export { grouped } from './grouped.js';
export { nearest } from './nearest.js';
export { unreadable } from './why-unreadable.js';
export { whyUnwritable } from './why-unwritable.js';
export { contribute, type Binder } from './contribute.js';
export { madeProblem } from './made-problem.js';
export { actionProblem, observationProblem, stepProblem } from './step-problem.js';
export { isClass, isPromise, valueInWords } from './value-in-words.js';
