import type { Action, Environment, Random, Space, StepResult } from '@pomdp-gym/contracts';
import { untyped } from '../untyped.js';
import { CELLS, Corridor } from './corridor.js';
import { environmentBug } from './environment-bug.js';

/** Counts cells from one. */
class CountsFromOne extends Corridor {
  protected override observed(): number {
    return Number(super.observed()) + 1;
  }
}

/** Lists what is seen, as one does in Python. */
class PlainArray extends Corridor {
  override readonly observationSpace: Space = { kind: 'box', low: [0], high: [CELLS] };

  override reset(random: Random): Float64Array {
    return Float64Array.of(Number(super.reset(random)));
  }

  override step(action: number): StepResult {
    const result = super.step(action);
    return untyped(result, { observation: [result.observation] });
  }
}

class Vector extends Corridor {
  override readonly observationSpace: Space = { kind: 'box', low: [0, 0], high: [1, 1] };

  protected override observed(): Float64Array {
    return Float64Array.of(Number(super.observed()) / CELLS, 0.5);
  }
}

class TooWide extends Vector {
  protected override observed(): Float64Array {
    return Float64Array.of(...super.observed(), 1);
  }
}

/** Adds noise to a share of the corridor, and forgets that noise has no limits. */
class NoiseBeyond extends Vector {
  protected override observed(): Float64Array {
    const [place, light] = super.observed();
    return Float64Array.of(place! + 0.5 * (this.uniform() - 0.5), light!);
  }
}

class Labelled extends Corridor {
  override readonly observationSpace: Space = {
    kind: 'discrete',
    size: CELLS,
    labels: ['door', 'wall', 'window', 'stairs'],
  };
}

class UnevenFeatures extends Corridor {
  override readonly observationSpace: Space = {
    kind: 'discrete',
    size: CELLS,
    features: [[1, 0], [1, 1], [1, 2], [1, 3], [1]],
  };
}

const two = { kind: 'discrete', size: 2 } as const;

class WrongFactors extends Corridor {
  override readonly actionSpace: Space = { kind: 'discrete', size: 3, factors: [two, two] };
}

/** A cart on a line, pushed by a force between −1 and 1. */
class Cart implements Environment {
  readonly observationSpace: Space = { kind: 'box', low: [-Infinity], high: [Infinity] };
  readonly actionSpace: Space;
  readonly task = 'continuing';
  private place: number | undefined;

  constructor(
    outside: 'clipped' | 'refused',
    private readonly forceOf: (action: number) => number,
  ) {
    this.actionSpace = { kind: 'box', low: [-1], high: [1], outside };
  }

  reset(random: Random): Float64Array {
    this.place = random.uniform();
    return Float64Array.of(this.place);
  }

  step(action: Action): StepResult {
    if (this.place === undefined) throw new Error('Call reset first.');
    this.place = 0.9 * this.place + this.forceOf(typeof action === 'number' ? action : action[0]!);
    return { observation: Float64Array.of(this.place), reward: -(this.place ** 2), ending: 'none' };
  }
}

const OUTSIDE = 'An action outside its box is clipped or refused, as its action space says.';
const SOUND = 'Observation space and action space are sound.';
const TYPES =
  'Observations are of the type of their space, at reset and at step: a whole number, or a Float64Array of finite numbers.';
const INSIDE = 'Observations lie in the observation space.';

/** Mistakes about what is seen and what can be done. */
export const spaceBugs = [
  environmentBug({
    name: 'observation-from-one',
    wrong: 'Observations are counted from 1, and the space from 0.',
    rule: INSIDE,
    create: () => new CountsFromOne(),
  }),
  environmentBug({
    name: 'observation-too-wide',
    wrong: 'An observation has three numbers, and the space two.',
    rule: TYPES,
    create: () => new TooWide(),
  }),
  environmentBug({
    name: 'noise-beyond-the-box',
    wrong: 'Noise takes an observation out of the limits that the space states.',
    rule: INSIDE,
    create: () => new NoiseBeyond(),
  }),
  environmentBug({
    name: 'plain-array-observed',
    wrong: 'An observation is a plain array in place of a Float64Array.',
    rule: TYPES,
    create: () => new PlainArray(),
  }),
  environmentBug({
    name: 'too-few-labels',
    wrong: 'The space of observations has five elements and four labels.',
    rule: SOUND,
    create: () => new Labelled(),
  }),
  environmentBug({
    name: 'uneven-features',
    wrong: 'One observation has a feature less than the others.',
    rule: SOUND,
    create: () => new UnevenFeatures(),
  }),
  environmentBug({
    name: 'factors-of-another-size',
    wrong: 'The three actions are said to be pairs of two times two.',
    rule: SOUND,
    create: () => new WrongFactors(),
  }),
  environmentBug({
    name: 'clipping-that-is-not-done',
    wrong: 'The space says that actions outside are clipped, and the step takes them as they are.',
    rule: OUTSIDE,
    create: () => new Cart('clipped', (action) => action),
  }),
  environmentBug({
    name: 'refusing-that-is-not-done',
    wrong: 'The space says that actions outside are refused, and the step clips them in silence.',
    rule: OUTSIDE,
    create: () => new Cart('refused', (action) => Math.max(-1, Math.min(1, action))),
  }),
];
