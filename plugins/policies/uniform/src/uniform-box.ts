import type { BoxSpace, Policy, Random } from '@pomdp-gym/contracts';

/** Draws each number of an action uniformly between its limits, which must be finite. */
export class UniformBox implements Policy {
  private readonly action: Float64Array;
  private random: Random | undefined;

  constructor(private readonly space: BoxSpace) {
    if (![...space.low, ...space.high].every(Number.isFinite)) {
      throw new RangeError(
        'The uniform policy needs finite limits of every number of an action; this environment has infinite ones.',
      );
    }
    this.action = new Float64Array(space.low.length);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(): Float64Array {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    const { low, high } = this.space;
    for (let axis = 0; axis < this.action.length; axis++) {
      const share = this.random.uniform();
      this.action[axis] = low[axis]! * (1 - share) + high[axis]! * share;
    }
    return this.action;
  }
}
