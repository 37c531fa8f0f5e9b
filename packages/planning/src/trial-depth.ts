/** Trials between two looks at whether a limit on their depth holds the search up. */
const TRIALS = 16;
/** The gap has to narrow by this part in that many trials, or else the limit is raised. */
const NARROWED = 0.01;

/**
 * How many beliefs a trial visits at most. A trial ends by itself where γ^t makes what is left to find too small to matter
 * at the start; before that a limit ends it, since shallow trials narrow the gap faster for as long as they narrow it at all. Where they
 * hardly do any more, and the limit is what ends them, it doubles.
 */
export class TrialDepth {
  private cut = 0;
  private gap = Infinity;

  /** @param limit the limit to begin with. @param most one that is never exceeded. */
  constructor(
    public limit: number,
    private readonly most: number,
  ) {
    this.limit = Math.min(limit, most);
  }

  /** Takes note of a trial. @param depth the beliefs it visited. @param gap U(b₀) − L(b₀) after it. */
  record(depth: number, gap: number): void {
    if (depth >= this.limit) this.cut++;
    if (this.cut < TRIALS) return;
    if (gap > (1 - NARROWED) * this.gap) this.limit = Math.min(this.most, 2 * this.limit);
    this.cut = 0;
    this.gap = gap;
  }
}
