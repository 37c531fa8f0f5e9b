import type { Laboratory, LinesData, Size } from '@pomdp-gym/reproduction';
import { type Half, problemsOf, type ZooProblem } from './models.js';
import { modelVariance, type VarianceLine } from './model-variance.js';

/** Each component of θ is uniform within this of 0. */
export const SCALE = 1;

/** What is known of one policy on one model. */
export interface VarianceRow extends VarianceLine {
  readonly model: string;
  readonly family: string;
}

/** One half of the zoo; every fourth problem of it in the quick form. */
export class ZooData {
  readonly problems: readonly ZooProblem[];
  readonly data: LinesData<VarianceLine>;

  constructor(
    readonly half: Half,
    size: Size,
    laboratory: Laboratory,
  ) {
    this.problems = problemsOf(half).filter((_, i) => size === 'full' || i % 4 === 0);
    const settings = { scale: SCALE, problems: this.problems.map(({ problem }) => problem) };
    const name = `variance-${half}`;
    this.data = laboratory.replicates(name, 0.3, modelVariance, settings, this.problems.length);
  }

  rows(): readonly VarianceRow[] {
    const lines = this.data.lines();
    return this.problems.map(({ model, family }, i) => ({ model, family, ...lines[i]! }));
  }
}
