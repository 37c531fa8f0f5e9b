import type { FiniteModel, Policy, SolverProgress } from '@pomdp-gym/contracts';
import { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { initialBounds } from './initial-bounds.js';
import { planningModel } from './planning-model.js';
import { ProgressReport } from './progress-report.js';
import { leastVectors } from './repeated-actions.js';
import { SearchBounds } from './search-bounds.js';
import { type GapGoal, precisionOf } from './target-gap.js';
import { startRange } from './value-range.js';

/** The settings of a search by trials. */
export interface SearchGoal extends Omit<GapGoal, 'precision'> {
  /** The gap at which it is done, in the unit of rewards; null: a part of the range of rewards (`defaultPrecision.search`). */
  readonly precision: number | null;
  /** How many trials there may be; null: any number. */
  readonly trials: number | null;
  /** Megabytes that beliefs, α-vectors and points may take; null: any number. */
  readonly memory: number | null;
  /** Beliefs that may be stored; null: any number. */
  readonly beliefs: number | null;
  /** γ; null: the model's own. */
  readonly discount: number | null;
}

/** A search that narrows bounds by trials. */
export interface TrialSearch {
  /** Trials and backups so far. */
  readonly trials: number;
  readonly backups: number;
  /** One trial, in steps of about one backup each. */
  trial(): Generator<undefined, void>;
}

/** Steps between two reports. */
const STEPS_PER_REPORT = 4;
/** α-vectors are pruned when they have grown by this factor since the last time, and by GROWTH_FLOOR. */
const GROWTH = 1.3;
const GROWTH_FLOOR = 20;
/** A search is stuck after so many trials in a row that opened no belief and moved no bound. */
const IDLE_TRIALS = 100;

/**
 * Runs trials until the gap at the start is closed to the precision; the policy is that of the lower bound. Reports every
 * few backups: moments to stop. Pruning goes by counts and the memory limit by what the tables hold, so the same model and goal give the same bits.
 */
export async function* solveBySearch(
  definition: FiniteModel,
  goal: SearchGoal,
  signal: AbortSignal,
  makeSearch: (bounds: SearchBounds) => TrialSearch,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const model = planningModel(definition, goal.discount);
  const range = startRange(model);
  const report = new ProgressReport(range);
  const preparation = initialBounds(model);
  let prepared = preparation.next();
  for (; !prepared.done; prepared = preparation.next()) {
    yield report.next(...range, 0, { trials: 0, backups: 0 });
    if (signal.aborted) return new AlphaVectorPolicy(model, leastVectors(model));
  }
  const precision = precisionOf(goal.precision, definition);
  const bounds = new SearchBounds(model, prepared.value, { ...goal, precision });
  const search = makeSearch(bounds);
  const steps = run(bounds, search, goal);
  const mostBytes = 1e6 * (goal.memory ?? Infinity);
  const mostBeliefs = goal.beliefs ?? Infinity;
  let missed: string | undefined;
  const fits = () => mostBytes === Infinity || bounds.bytes <= mostBytes;
  for (let count = 1; !signal.aborted && fits(); count++) {
    const step = steps.next();
    if (step.done) {
      missed = step.value;
      break;
    }
    if (count % STEPS_PER_REPORT !== 0) continue;
    yield report.next(...figures(bounds, search));
    if (bounds.graph.store.size >= mostBeliefs) break;
  }
  yield { ...report.next(...figures(bounds, search)), ...(missed !== undefined && { missed }) };
  return new AlphaVectorPolicy(model, bounds.closedSet());
}

/** Returns why it ended short of the precision, where it did. */
function* run(
  bounds: SearchBounds,
  search: TrialSearch,
  goal: SearchGoal,
): Generator<undefined, string | undefined> {
  let pruned = bounds.lower.vectors;
  let idle = 0;
  while (bounds.startGap > bounds.renewTarget()) {
    if (search.trials >= (goal.trials ?? Infinity)) return undefined;
    const { changes } = bounds;
    yield* search.trial();
    idle = bounds.changes === changes ? idle + 1 : 0;
    if (idle >= IDLE_TRIALS) return stuck(bounds);
    if (bounds.lower.vectors <= GROWTH * pruned + GROWTH_FLOOR) continue;
    yield* bounds.pruneVectors();
    pruned = bounds.lower.vectors;
  }
  return undefined;
}

function stuck({ startGap, targetGap }: SearchBounds): string {
  return (
    `The search ended at a gap of ${startGap.toPrecision(3)}, short of ${targetGap.toPrecision(3)}: its last ` +
    `${IDLE_TRIALS} trials moved no bound. Ask for less precision, or allow deeper trials.`
  );
}

function figures(
  { startLower, startUpper, lower, upper, graph, bytes }: SearchBounds,
  { trials, backups }: TrialSearch,
): [lower: number, upper: number, work: number, detail: Record<string, number>] {
  const { vectors } = lower;
  const beliefs = graph.store.size;
  return [
    startLower,
    startUpper,
    backups,
    { trials, backups, vectors, beliefs, points: upper.points, bytes },
  ];
}
