import type { StepResult } from '@pomdp-gym/contracts';
import { untyped } from '../untyped.js';
import { Corridor } from './corridor.js';
import { environmentBug } from './environment-bug.js';

const TYPES =
  'Observations are of the type of their space, at reset and at step: a whole number, or a Float64Array of finite numbers.';
const FINITE = 'Rewards are finite numbers.';

/** Divides by the number of steps that are left: zero at the end. */
class PerStepLeft extends Corridor {
  protected override paid(from: number, action: number): number {
    const reward = super.paid(from, action);
    return this.atEnd() ? reward / 0 : reward;
  }
}

/** Normalises by a running deviation that begins at zero. */
class Normalised extends Corridor {
  private deviation = 0;

  override reset(...given: Parameters<Corridor['reset']>): number | Float64Array {
    this.deviation = 0;
    return super.reset(...given);
  }

  protected override paid(from: number, action: number): number {
    const reward = super.paid(from, action);
    const normalised = reward / this.deviation;
    this.deviation = Math.max(this.deviation, Math.abs(reward));
    return normalised;
  }
}

/** Reads rewards from a file of settings, and leaves them as text. */
class FromText extends Corridor {
  override step(action: number): StepResult {
    const result = super.step(action);
    return untyped(result, { reward: String(result.reward) });
  }
}

/** Returns rewards only where something was earned. */
class SometimesPaid extends Corridor {
  override step(action: number): StepResult {
    const result = super.step(action);
    return result.reward === 0 ? untyped(result, { reward: undefined }) : result;
  }
}

/** Mistakes in what is paid, that show without a model. */
export const rewardBugs = [
  environmentBug({
    name: 'infinite-reward',
    wrong: 'The reward at the end is divided by the steps that are left, which are zero.',
    rule: FINITE,
    create: () => new PerStepLeft(),
  }),
  environmentBug({
    name: 'nan-reward',
    wrong: 'Rewards are normalised by a running deviation that is zero at first, so 0 / 0 is paid.',
    rule: FINITE,
    create: () => new Normalised(),
  }),
  environmentBug({
    name: 'reward-as-text',
    wrong: 'The reward is a string, as it came from a settings file.',
    rule: FINITE,
    create: () => new FromText(),
  }),
  environmentBug({
    name: 'reward-left-out',
    wrong: 'A step that earns nothing returns no reward at all.',
    rule: TYPES,
    create: () => new SometimesPaid(),
  }),
];
