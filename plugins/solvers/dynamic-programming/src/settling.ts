/** Rounds without progress after which only rounding moves, beyond the n that news may take through n states. */
const PATIENCE = 100;

/** Tells when an iteration has come as far as rounding lets it. */
export class Settling {
  private least = Infinity;
  private since = 0;

  constructor(private readonly states: number) {}

  /** @param span how far from done the last round was; in exact arithmetic it never grows. */
  isSettled(span: number): boolean {
    this.since = span < this.least ? 0 : this.since + 1;
    this.least = Math.min(this.least, span);
    return span === 0 || this.since > this.states + PATIENCE;
  }
}
