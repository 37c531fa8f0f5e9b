import type { Environment } from '@pomdp-gym/contracts';
import type { Driver } from './driver.js';
import { walk, type WalkEvent, walkNumbers } from './walk.js';

/** Steps that most rules play, uniformly random ones and as many of the driver. */
export const STEPS = 2000;

/** How long a walk is, and whether its episodes are cut off now and then. */
interface Length {
  readonly steps?: number;
  readonly cut?: boolean;
}

/** What the rules of an environment make, and how they play it. */
export class EnvironmentTrial {
  constructor(
    /** Makes a new one, as the settings say. */
    readonly create: () => Environment,
    readonly driver?: Driver,
  ) {}

  walk(environment: Environment, seed: number, length: Length = {}): Generator<WalkEvent, void, undefined> {
    return walk(environment, seed, { steps: STEPS, ...length, driver: this.driver });
  }

  walkNumbers(
    environment: Environment,
    seed: number,
    length: Length = {},
  ): Generator<number[], void, undefined> {
    return walkNumbers(environment, seed, { steps: STEPS, ...length, driver: this.driver });
  }
}
