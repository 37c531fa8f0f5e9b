export { driveSolver, type DrivenSolver } from './drive-solver.js';
export { nextTurn } from './next-turn.js';
export {
  type Meters,
  runSolver,
  type SolverLimits,
  type SolverRun,
  type SolverRunSettings,
  type StopReason,
  type TracePoint,
  unlimited,
} from './run-solver.js';
export {
  basisOf,
  type Bracket,
  type BracketSolvers,
  type Criterion,
  type Effort,
  type BracketEnds,
  type NamedSolver,
} from './bracket-ends.js';
export { BACKUPS } from './backups.js';
export { type BracketResult, bracketOptimum, type BracketSettings, isClosed } from './bracket.js';
export { type BracketKey, type BracketStore, noStore } from './bracket-store.js';
export { searchWithin } from './discounted-bracket.js';
export { requireTeam, requireVectors } from './require-vectors.js';
export { type GraphValue, graphValue } from './graph-value.js';
export { policyWorth, type WorthBounds, worthByBeliefs } from './policy-worth.js';
export { extractController, GraphTooLarge, type StageWatch } from './extract-controller.js';
