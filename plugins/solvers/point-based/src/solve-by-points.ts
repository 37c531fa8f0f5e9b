import type { FiniteModel, Policy, SolverProgress } from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  initialBounds,
  planningModel,
  ProgressReport,
  SearchBounds,
  startRange,
} from '@pomdp-gym/planning';

/** Steps between two reports. */
const STEPS_PER_REPORT = 8;

/** An iteration over a set of beliefs, in steps of about one backup each. */
export interface PointIteration {
  /** Beliefs in the set, and rounds or stages so far. */
  readonly figures: Readonly<Record<string, number>>;
  run(): Generator<undefined, void>;
}

/**
 * Raises the lower bound by an iteration over beliefs; the upper bound stays the fast informed bound it began with.
 *
 * @param makeIteration is given the gain of a backup below which it does not count.
 */
export async function* solveByPoints(
  definition: FiniteModel,
  settings: { readonly precision: number; readonly discount: number },
  signal: AbortSignal,
  makeIteration: (bounds: SearchBounds, leastGain: number) => PointIteration,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const model = planningModel(definition, settings.discount || undefined);
  const range = startRange(model);
  const report = new ProgressReport(range);
  const preparation = initialBounds(model);
  let prepared = preparation.next();
  for (; !prepared.done; prepared = preparation.next()) {
    yield report.next(...range, {});
    if (signal.aborted) return new AlphaVectorPolicy(model, []);
  }
  const leastGain = settings.precision * (1 - model.discount);
  const bounds = new SearchBounds(model, prepared.value, leastGain / 10);
  const iteration = makeIteration(bounds, leastGain);
  const now = () => {
    const detail = { ...iteration.figures, vectors: bounds.lower.vectors, bytes: bounds.bytes };
    return report.next(bounds.startLower, bounds.startUpper, detail);
  };
  const steps = iteration.run();
  for (let step = 1; !signal.aborted && !steps.next().done; step++) {
    if (step % STEPS_PER_REPORT === 0) yield now();
  }
  yield now();
  return new AlphaVectorPolicy(model, [...bounds.lower]);
}
