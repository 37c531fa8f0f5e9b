import { lagContributions, type LagContributions } from './lag-contributions.js';
import { modeContributions, type ModeContributions } from './mode-contributions.js';
import type { TraceMoments, TraceProcess } from './trace-process.js';

/**
 * The trace of lim T · Cov(Δ_T) of an estimate with K components taken apart, each time into parts that sum to it: by age of credit,
 * by where the scores were made, and by mixing mode of the chain. Symbols and derivations in the README of this package.
 */
export class VarianceDecomposition {
  /** The trace of the covariance. */
  readonly total: number;
  /** E[Y], K numbers. */
  readonly mean: Float64Array;

  constructor(
    readonly process: TraceProcess,
    protected readonly components: readonly TraceMoments[],
  ) {
    this.mean = Float64Array.from(components, ({ mean }) => mean);
    this.total = components.reduce((sum, moments) => sum + process.variance(moments), 0);
  }

  /** By the age of credit: contributions of ages 0 … `last`, and of all that are older. */
  byLag(last: number): LagContributions {
    const lags = new Float64Array(last + 1);
    let later = 0;
    for (const moments of this.components) {
      const found = lagContributions(this.process, moments, last);
      found.lags.forEach((value, j) => (lags[j]! += value));
      later += found.later;
    }
    return { lags, later };
  }

  /** By the observation and memory node that the score was made on: contributions at m · O + y. */
  byPair(): Float64Array {
    const { process } = this;
    const contributions = new Float64Array(process.steps.pairs);
    for (const moments of this.components) {
      const pairs = this.pairsOf(moments);
      for (const pair of pairs) {
        const part = pairs.size === 1 ? moments : this.partOf(moments, pair);
        contributions[pair]! += process.covariance(part, moments);
      }
    }
    return contributions;
  }

  /** By mixing mode of the chain: see `ModeContributions`. Undefined where the chain is too large for its whole spectrum. */
  byMode(): ModeContributions | undefined {
    return modeContributions(this.process, this.components);
  }

  /** The pairs on which the scores of a component were made. */
  private pairsOf({ functional: { feed, aside } }: TraceMoments): Set<number> {
    const { steps } = this.process;
    const pairs = new Set<number>();
    steps.choices.forEach((choice, s) => {
      if (feed[s] !== 0 || aside[s] !== 0) pairs.add(steps.pairOf(choice));
    });
    return pairs;
  }

  /** The part of a component whose scores were made on one pair. */
  private partOf({ functional, future }: TraceMoments, pair: number): TraceMoments {
    const { steps } = this.process;
    const only = (values: Float64Array) =>
      values.map((value, s) => (steps.pairOf(steps.choices[s]!) === pair ? value : 0));
    const feed = only(functional.feed);
    const meanTrace = functional.meanTrace === 0 ? 0 : this.process.meanTrace(feed);
    return this.process.moments({ ...functional, feed, aside: only(functional.aside), meanTrace }, future);
  }
}
