import type { SearchBounds, TrialSearch } from '@pomdp-gym/planning';

/** How the search goes about it. */
export interface SearchSettings {
  /** The gap U(b₀) − L(b₀) to reach. */
  readonly precision: number;
  /** A trial aims at this part of the gap at the start. */
  readonly ambition: number;
  /** A trial visits at most this many beliefs. */
  readonly depth: number;
}

/**
 * Heuristic search value iteration (Smith and Simmons 2004, 2005). A trial takes the action with the best upper bound and
 * the observation that adds most to the excess gap, until the gap is below ε γ^-t; then both bounds are backed up on the
 * way back.
 */
export class Hsvi2Search implements TrialSearch {
  trials = 0;
  backups = 0;
  private readonly path: number[] = [];

  constructor(
    private readonly bounds: SearchBounds,
    private readonly settings: SearchSettings,
  ) {}

  *trial(): Generator<undefined, void> {
    yield* this.descend();
    while (this.path.length > 0) {
      const place = this.path.pop()!;
      this.bounds.backupUpper(place);
      this.bounds.backupLower(place);
      this.backups++;
      yield;
    }
    this.trials++;
  }

  private *descend(): Generator<undefined, void> {
    const { bounds, path, settings } = this;
    let belief = bounds.widestRoot();
    let allowed = Math.max(settings.precision / 2, settings.ambition * bounds.gap(belief));
    while (path.length < settings.depth && bounds.gap(belief) > allowed) {
      const place = bounds.open(belief);
      path.push(place);
      allowed /= bounds.model.discount;
      const edge = bounds.widestEdge(place, bounds.upperAction(place), allowed);
      if (edge < 0) return;
      belief = bounds.graph.child[edge]!;
      yield;
    }
  }
}
