import type { Random } from '@pomdp-gym/contracts';
import { type AliasRows, AliasRowsBuilder, drawOutcome } from '@pomdp-gym/numerics';

/** Draws states from a belief, many times. */
export class StateDraws {
  private readonly rows: AliasRows;

  /** @param belief S probabilities. */
  constructor(belief: Float64Array) {
    const states = Int32Array.from(belief.keys()).filter((state) => belief[state]! > 0);
    const builder = new AliasRowsBuilder();
    builder.add(
      states,
      Float64Array.from(states, (state) => belief[state]!),
      states.length,
    );
    this.rows = builder.take();
  }

  /** Takes no word from `random` where one state is certain. */
  draw(random: Random): number {
    return drawOutcome(this.rows, 0, random);
  }
}
