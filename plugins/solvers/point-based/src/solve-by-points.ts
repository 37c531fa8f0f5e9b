import type { FiniteModel, Policy, SolverProgress } from '@pomdp-gym/contracts';
import {
  AlphaVectorPolicy,
  initialBounds,
  leastVectors,
  planningModel,
  precisionOf,
  ProgressReport,
  SearchBounds,
  startRange,
} from '@pomdp-gym/planning';

/** Steps between two reports. */
const STEPS_PER_REPORT = 8;

/** An iteration over a set of beliefs, in steps of about one backup each. */
export interface PointIteration {
  /** Backups so far. */
  readonly backups: number;
  /** Beliefs in the set, and rounds or stages so far. */
  readonly figures: Readonly<Record<string, number>>;
  /** Runs to the end; returns what a person should know of how it ended. */
  run(): Generator<undefined, string | undefined>;
}

/** The gain of a backup below which it does not count: repeated without end it adds up to the precision. */
export function leastGain({ targetGap, model }: SearchBounds): number {
  return targetGap * (1 - model.discount);
}

/** What both iterations are asked for, as `GapGoal`; `precision` null: a part of the range of rewards. */
interface PointGoal {
  readonly precision: number | null;
  readonly relativePrecision: number | null;
  readonly discount: number | null;
}

/** Raises the lower bound by an iteration over beliefs; the upper bound stays the fast informed bound it began with. */
export async function* solveByPoints(
  definition: FiniteModel,
  settings: PointGoal,
  signal: AbortSignal,
  makeIteration: (bounds: SearchBounds) => PointIteration,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const model = planningModel(definition, settings.discount);
  const range = startRange(model);
  const report = new ProgressReport(range);
  const preparation = initialBounds(model);
  let prepared = preparation.next();
  for (; !prepared.done; prepared = preparation.next()) {
    yield report.next(...range, 0, {});
    if (signal.aborted) return new AlphaVectorPolicy(model, leastVectors(model));
  }
  const precision = precisionOf(settings.precision, definition);
  const bounds = new SearchBounds(model, prepared.value, { ...settings, precision });
  const iteration = makeIteration(bounds);
  const now = () => {
    const detail = { ...iteration.figures, vectors: bounds.lower.vectors, bytes: bounds.bytes };
    return report.next(bounds.startLower, bounds.startUpper, iteration.backups, detail);
  };
  const steps = iteration.run();
  let remark: string | undefined;
  for (let count = 1; !signal.aborted; count++) {
    const step = steps.next();
    if (step.done) {
      remark = step.value;
      break;
    }
    if (count % STEPS_PER_REPORT === 0) yield now();
  }
  yield { ...now(), ...(remark !== undefined && { remark }) };
  return new AlphaVectorPolicy(model, bounds.closedSet());
}
