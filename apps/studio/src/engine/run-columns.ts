import type { RunRecord } from '@pomdp-gym/experiment';

/** How a run ended, by the number that its column has; 0 is a run that is not done. */
export const statuses = ['not done', 'finished', 'failed', 'timed out'] as const;

/** What is kept of a run. */
export type KeptRecord = Pick<
  RunRecord,
  | 'run'
  | 'status'
  | 'averageReward'
  | 'exact'
  | 'halfWidth'
  | 'fractionOfOptimum'
  | 'steps'
  | 'curve'
  | 'error'
>;

/** Characters of a reason that are kept. */
const REASON = 1000;

/** The runs of a study, a column for each quantity; a run is a row, by its number in the study. */
export class RunColumns {
  /** A number of `statuses`. */
  readonly status: Uint8Array;
  /** η; NaN where there is no value. */
  readonly averageReward: Float64Array;
  /** 1 where η is exact. */
  readonly exact: Uint8Array;
  /** Half the width of the 95 % interval of a simulated η; NaN where there is none. */
  readonly halfWidth: Float64Array;
  /** η / η*; NaN where there is no value. */
  readonly fraction: Float64Array;
  /** Steps used to learn. */
  readonly steps: Float64Array;
  /** Why runs failed, by their number. */
  readonly errors = new Map<number, string>();
  /** How many runs are done. */
  done = 0;
  private readonly curveBegin: Uint32Array;
  private readonly curveEnd: Uint32Array;
  private readonly points = new GrowingPairs();

  /** @param planned runs of the study. */
  constructor(planned: number) {
    this.status = new Uint8Array(planned);
    this.averageReward = new Float64Array(planned);
    this.exact = new Uint8Array(planned);
    this.halfWidth = new Float64Array(planned);
    this.fraction = new Float64Array(planned);
    this.steps = new Float64Array(planned);
    this.curveBegin = new Uint32Array(planned);
    this.curveEnd = new Uint32Array(planned);
  }

  /** Keeps a run, in place of what was there of it. */
  put({ run, status, averageReward, exact, halfWidth, fractionOfOptimum, ...rest }: KeptRecord): void {
    const { steps, curve, error } = rest;
    if (this.status[run] === 0) this.done++;
    this.status[run] = statuses.indexOf(status);
    this.averageReward[run] = averageReward ?? NaN;
    this.exact[run] = Number(exact);
    this.halfWidth[run] = halfWidth ?? NaN;
    this.fraction[run] = fractionOfOptimum ?? NaN;
    this.steps[run] = steps;
    if (error === null) this.errors.delete(run);
    else this.errors.set(run, error.slice(0, REASON));
    this.putCurve(run, curve);
  }

  /** Whether a run has a learning curve. */
  hasCurve(run: number): boolean {
    return this.curveEnd[run]! > this.curveBegin[run]!;
  }

  /**
   * The last value that a run had learnt by each number of steps; NaN before its first.
   *
   * @param places in ascending order.
   */
  valuesAt(run: number, places: Float64Array, into: Float64Array): void {
    const [begin, end] = [this.curveBegin[run]!, this.curveEnd[run]!];
    const { first, second } = this.points;
    let next = begin;
    for (let i = 0; i < places.length; i++) {
      while (next < end && first[next]! <= places[i]!) next++;
      into[i] = next > begin ? second[next - 1]! : NaN;
    }
  }

  private putCurve(run: number, curve: KeptRecord['curve']): void {
    this.curveBegin[run] = this.points.length;
    for (const [taken, value] of curve) this.points.push(taken, value);
    this.curveEnd[run] = this.points.length;
  }
}

/** Pairs of numbers in two columns that grow. */
class GrowingPairs {
  first = new Float64Array(1024);
  second = new Float64Array(1024);
  length = 0;

  push(one: number, other: number): void {
    if (this.length === this.first.length) this.grow();
    this.first[this.length] = one;
    this.second[this.length++] = other;
  }

  private grow(): void {
    const [first, second] = [new Float64Array(2 * this.length), new Float64Array(2 * this.length)];
    first.set(this.first);
    second.set(this.second);
    [this.first, this.second] = [first, second];
  }
}
