import { weightSum } from './stage-bounds.js';

/** The part of the precision that pruning may use up in the end. */
const OF_PRECISION = 0.25;
/** The part of the last stage's span that pruning may use up at first. */
const OF_SPAN = 0.5;

/**
 * How far a stage may fall short of its exact backup. In an infinite horizon the bounds after a stage depend on what that
 * stage lost, and later ones make up for it. So much may be pruned as long as much still changes, which keeps the early
 * stages, whose vectors nobody will use, from being the largest: at most a part of the span of the last stage's changes,
 * halved whenever a stage narrows the span by less than that.
 */
export class PruningAllowance {
  private part = OF_SPAN;
  private span = Infinity;

  constructor(
    private readonly discount: number,
    private readonly horizon: number,
  ) {}

  /**
   * @param span how far apart the changes of the last stage were; Infinity before the first.
   * @param precision the gap to reach.
   */
  next(span: number, precision: number): number {
    const least = (OF_PRECISION * precision) / weightSum(this.discount, this.horizon);
    if (this.horizon < Infinity || span === Infinity) return least;
    const floor = (OF_SPAN / 2) * (1 - this.discount);
    if (span > (1 - this.part) * this.span) this.part = Math.max(this.part / 2, floor);
    this.span = span;
    return Math.max(least, this.part * span);
  }
}
