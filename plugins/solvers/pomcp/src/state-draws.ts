import type { Random } from '@pomdp-gym/contracts';
import { findOutcome, writeThresholds } from '@pomdp-gym/numerics';

/** Draws states from a belief, many times. */
export class StateDraws {
  private readonly states: Int32Array;
  private readonly thresholds: Int32Array;

  /** @param belief S probabilities. */
  constructor(belief: Float64Array) {
    this.states = Int32Array.from(belief.keys()).filter((state) => belief[state]! > 0);
    this.thresholds = new Int32Array(this.states.length);
    writeThresholds(
      Float64Array.from(this.states, (state) => belief[state]!),
      0,
      this.states.length,
      this.thresholds,
    );
  }

  draw(random: Random): number {
    return this.states[findOutcome(this.thresholds, 0, this.states.length, random.uint32())]!;
  }
}
