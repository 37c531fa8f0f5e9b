import { log } from '@pomdp-gym/numerics';
import type { BeliefStore } from '@pomdp-gym/planning';

/** Beliefs are sorted into this many bins by their upper bound, and as many by their entropy. */
const BINS = 10;

interface Bin {
  count: number;
  sum: number;
}

/**
 * SARSOP's guess of V*(b), learnt as it samples: the mean lower bound of the beliefs visited so far that have a similar
 * upper bound and a similar entropy; the upper bound where there were none (Kurniawati, Hsu and Lee 2008, section III-B).
 */
export class ValuePrediction {
  private readonly bins = new Map<number, Bin>();
  private readonly visited = new Map<number, { bin: Bin; value: number }>();
  private readonly binWidth: number;
  private readonly entropyWidth: number;

  /** @param spread the gap at the root at the start: the range of upper bounds that one set of bins covers. */
  constructor(
    private readonly store: BeliefStore,
    states: number,
    spread: number,
  ) {
    this.binWidth = spread / BINS || 1;
    this.entropyWidth = log(Math.max(2, states)) / BINS;
  }

  /** The guess for a belief with these bounds, which is also remembered for later guesses. */
  predict(belief: number, lower: number, upper: number): number {
    const bin = this.binOf(belief, upper);
    const known = this.visited.get(belief);
    const others = bin.count - (known?.bin === bin ? 1 : 0);
    const guess = others === 0 ? upper : (bin.sum - (known?.bin === bin ? known.value : 0)) / others;
    if (known) {
      known.bin.count--;
      known.bin.sum -= known.value;
    }
    bin.count++;
    bin.sum += lower;
    this.visited.set(belief, { bin, value: lower });
    return Math.min(upper, Math.max(lower, guess));
  }

  private binOf(belief: number, upper: number): Bin {
    const key =
      Math.floor(upper / this.binWidth) * (BINS + 1) + Math.floor(this.entropy(belief) / this.entropyWidth);
    let bin = this.bins.get(key);
    if (!bin) this.bins.set(key, (bin = { count: 0, sum: 0 }));
    return bin;
  }

  private entropy(belief: number): number {
    const { start, values } = this.store;
    let entropy = 0;
    for (let i = start[belief]!; i < start[belief + 1]!; i++) {
      const value = values[i]!;
      if (value > 0) entropy -= value * log(value);
    }
    return entropy;
  }
}
