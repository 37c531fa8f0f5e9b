import { type SearchBounds, TrialDepth, type TrialSearch } from '@pomdp-gym/planning';

/** How the search goes about it. */
export interface SearchSettings {
  /** A trial aims at this part of the gap at the start. */
  readonly ambition: number;
  /** A trial visits at most this many beliefs; null: as many as the gap at the start asks for. */
  readonly depth: number | null;
}

/** Beliefs that a trial visits at most, to begin with. */
const DEPTH = 200;

/**
 * Heuristic search value iteration (Smith and Simmons 2004, 2005). A trial takes the action with the best upper bound and
 * the observation that adds most to the excess gap, until the gap is below ε γ^-t; then both bounds are backed up on the
 * way back.
 */
export class Hsvi2Search implements TrialSearch {
  trials = 0;
  backups = 0;
  private readonly path: number[] = [];
  private readonly depth: TrialDepth;

  constructor(
    private readonly bounds: SearchBounds,
    private readonly settings: SearchSettings,
  ) {
    this.depth = new TrialDepth(DEPTH, settings.depth ?? Infinity);
  }

  *trial(): Generator<undefined, void> {
    yield* this.descend();
    const visited = this.path.length;
    while (this.path.length > 0) {
      const place = this.path.pop()!;
      this.bounds.backupUpper(place);
      this.bounds.backupLower(place);
      this.backups++;
      yield;
    }
    this.trials++;
    this.depth.record(visited, this.bounds.startGap);
  }

  private *descend(): Generator<undefined, void> {
    const { bounds, path, settings } = this;
    let belief = bounds.widestRoot();
    let allowed = Math.max(bounds.targetGap / 2, settings.ambition * bounds.gap(belief));
    while (path.length < this.depth.limit && bounds.gap(belief) > allowed) {
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
