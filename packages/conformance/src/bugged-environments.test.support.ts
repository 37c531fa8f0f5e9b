import type { Action, Environment, FiniteModel, Random, StepResult } from '@pomdp-gym/contracts';
import type { ModelEnvironment } from '@pomdp-gym/models';
import { ring, smallEnvironment } from './small-models.js';

/** An environment that does as another does, but for what a bug overrides. */
export class Bugged implements Environment {
  readonly observationSpace;
  readonly actionSpace;
  readonly task: Environment['task'];
  protected readonly sound: ModelEnvironment;

  constructor(protected readonly written: FiniteModel = ring()) {
    this.sound = smallEnvironment(written);
    this.observationSpace = this.sound.observationSpace;
    this.actionSpace = this.sound.actionSpace;
    this.task = this.sound.task;
  }

  reset(random: Random): number {
    return this.sound.reset(random);
  }

  step(action: number): StepResult {
    return { ...this.sound.step(action) };
  }
}

class WithModel extends Bugged {
  model(): FiniteModel {
    return this.written;
  }
}

export class LateReward extends WithModel {
  private held = 0;

  override reset(random: Random): number {
    this.held = 0;
    return super.reset(random);
  }

  override step(action: number): StepResult {
    const result = super.step(action);
    const reward = this.held;
    this.held = result.reward;
    return { ...result, reward };
  }
}

export class Remembering extends Bugged {
  private steps = 0;

  override step(action: number): StepResult {
    const result = super.step(action);
    return { ...result, reward: result.reward + (++this.steps % 1000 === 0 ? 1 : 0) };
  }
}

let shared = 0;

export class Sharing extends Bugged {
  override reset(random: Random): number {
    return (shared = super.reset(random));
  }

  override step(action: number): StepResult {
    const result = super.step(action);
    const before = shared;
    shared = result.observation as number;
    return { ...result, reward: before };
  }
}

export class Watching extends Bugged {
  override step(action: number): StepResult {
    const now = Reflect.get(Date, 'now') as () => number;
    const late = now() < 0;
    return { ...super.step(action), ...(late && { reward: 1 }) };
  }
}

export class Eager extends Bugged {
  override step(action: number): StepResult {
    return this.sound.state < 0 ? { observation: 0, reward: 0, ending: 'none' } : super.step(action);
  }
}

export class Unending extends Bugged {
  private last: StepResult | undefined;

  override step(action: number): StepResult {
    if (this.last && this.sound.state < 0) return this.last;
    return (this.last = super.step(action));
  }
}

export class Nowhere extends Bugged {
  override step(action: number): StepResult {
    const result = super.step(action);
    return { ...result, reward: result.reward > 0 ? NaN : result.reward };
  }
}

export class Beyond extends Bugged {
  override step(action: number): StepResult {
    const result = super.step(action);
    return { ...result, observation: result.observation === 3 ? 7 : result.observation };
  }
}

/** Begins an episode anew where it is restored. */
export class NotRestored extends Bugged {
  save(): unknown {
    return this.sound.save();
  }

  restore(saved: unknown, random: Random): void {
    this.sound.restore(saved, random);
    this.sound.reset(random);
  }
}

/** Draws a number as it is saved, and so plays on otherwise than it would have. */
export class DrawsWhenSaved extends Bugged {
  private random: Random | undefined;

  override reset(random: Random): number {
    this.random = random;
    return super.reset(random);
  }

  save(): unknown {
    const saved = this.sound.save();
    this.random?.uint32();
    return saved;
  }

  restore(saved: unknown, random: Random): void {
    this.sound.restore(saved, random);
  }
}

export class Stopping extends Bugged {
  private steps = 0;

  override reset(random: Random): number {
    this.steps = 0;
    return super.reset(random);
  }

  override step(action: number): StepResult {
    if (this.steps === 5) throw new Error('It is over: call reset.');
    return { ...super.step(action), ending: ++this.steps === 5 ? 'terminated' : 'none' };
  }
}

/** Draws in an order of its own, so that only a statistical test can compare it with its model. */
export class ByHand implements Environment {
  readonly observationSpace = { kind: 'discrete', size: 5 } as const;
  readonly actionSpace = { kind: 'discrete', size: 3 } as const;
  readonly task = 'continuing';
  private random: Random | undefined;
  protected place = 0;

  constructor(private readonly accuracy = 0.75) {}

  model(): FiniteModel {
    return ring();
  }

  reset(random: Random): number {
    this.random = random;
    this.place = random.uniform() < 0.5 ? 3 : 0;
    return 4;
  }

  step(action: number): StepResult {
    if (!this.random) throw new Error('Call reset first.');
    const state = this.place;
    const seeing = this.random.uniform();
    const moving = this.random.uniform();
    const next = (state + (moving < 0.1 ? 3 : moving < 0.8 ? action : action + 1)) % 4;
    this.place = next;
    return {
      observation: seeing < this.accuracy ? next : (next + 1) % 4,
      reward: (next === 2 ? 2 : 0) - (state === 1 && action === 2 ? 1 : 0),
      ending: 'none',
    };
  }
}

/** The same, telling tests its hidden state. */
export class ByHandTold extends ByHand {
  get state(): number {
    return this.place;
  }
}

/** Moves a place by an action between −1 and 1, and shows the place. */
export class Slider implements Environment {
  readonly observationSpace = { kind: 'box', low: [-Infinity], high: [Infinity] } as const;
  readonly actionSpace;
  readonly task = 'continuing';
  private place: number | undefined;

  /** @param taken what it makes of an action; throws where it refuses one. */
  constructor(
    outside: 'clipped' | 'refused',
    private readonly taken: (action: number) => number,
  ) {
    this.actionSpace = { kind: 'box', low: [-1], high: [1], outside } as const;
  }

  reset(random: Random): Float64Array {
    this.place = random.uniform();
    return Float64Array.of(this.place);
  }

  step(action: Action): StepResult {
    if (this.place === undefined) throw new Error('Call reset first.');
    this.place += this.taken(typeof action === 'number' ? action : action[0]!);
    return { observation: Float64Array.of(this.place), reward: -this.place, ending: 'none' };
  }
}

export function clip(action: number): number {
  return Math.min(1, Math.max(-1, action));
}

export function refuse(action: number): number {
  if (clip(action) !== action) throw new RangeError(`The action ${action} lies outside -1 to 1.`);
  return action;
}
