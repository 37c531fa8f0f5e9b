import { type Environment, InputError, type Random, type StepResult } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { brokenRules, expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { Bugged } from './bugged-environments.test.support.js';
import { checksOfEnvironment } from './environment-spec.test.support.js';
import { errand } from './small-models.js';

class Saved extends Bugged {
  constructor() {
    super(errand());
  }

  save(): unknown {
    return this.sound.save();
  }

  restore(saved: unknown, random: Random): void {
    this.sound.restore(saved, random);
  }
}

/** Pays a bonus on every seventh step of an episode, and forgets to restore the count where it has begun to count. */
class KeepsItsCount extends Saved {
  private count = -1;

  override reset(random: Random): number {
    this.count = 0;
    return super.reset(random);
  }

  override step(action: number): StepResult {
    const result = super.step(action);
    return { ...result, reward: result.reward + (++this.count % 7 === 0 ? 1 : 0) };
  }

  override save(): unknown {
    return { count: this.count, inner: super.save() };
  }

  override restore(saved: unknown, random: Random): void {
    const { count, inner } = Object(saved) as { count: number; inner: unknown };
    super.restore(inner, random);
    if (this.count < 0) this.count = count;
  }
}

/** Saves the list itself, and goes on writing to it. */
class LendsItsState extends Saved {
  private readonly steps = [0];

  override step(action: number): StepResult {
    this.steps[0]!++;
    return super.step(action);
  }

  override save(): unknown {
    return { ...Object(super.save()), steps: this.steps };
  }
}

class TakesAnything extends Saved {
  override restore(saved: unknown, random: Random): void {
    if (typeof saved === 'object' && saved !== null && 'entered' in saved) super.restore(saved, random);
  }
}

class KeepsEveryEpisode extends Saved {
  private readonly rewards: number[] = [];

  override step(action: number): StepResult {
    const result = super.step(action);
    this.rewards.push(result.reward);
    return result;
  }

  override save(): unknown {
    return { ...Object(super.save()), rewards: [...this.rewards] };
  }
}

const planted: readonly Planted[] = [
  {
    bug: 'a count that is only restored in a new one',
    checks: () => checksOfEnvironment(() => new KeepsItsCount()),
    rules: ['Restored in one that was played before, it gives the same bits as in a new one.'],
    says: 'restored in one that was played before',
  },
  {
    bug: 'a save that goes on changing',
    checks: () => checksOfEnvironment(() => new LendsItsState()),
    rules: ['What it saves is the receiver’s to keep: what follows does not change it.'],
    says: 'save a copy',
  },
  {
    bug: 'anything that is taken for a saved state',
    checks: () => checksOfEnvironment(() => new TakesAnything()),
    rules: ['restore refuses what was never saved with an InputError.'],
    says: 'Given "no such data", restore takes it',
  },
  {
    bug: 'a state that keeps every reward there ever was',
    checks: () => checksOfEnvironment(() => new KeepsEveryEpisode()),
    rules: ['What it saves does not grow from episode to episode.'],
    says: /At 20 early resets it saves \d+ characters at most, and \d+ at least at as many after 7000 steps/,
  },
];

/** Counts steps, and saves its count alone: any number. */
class SavesItsCount implements Environment {
  readonly observationSpace = { kind: 'discrete', size: 5 } as const;
  readonly actionSpace = { kind: 'discrete', size: 2 } as const;
  readonly task = 'continuing';
  private count = -1;

  reset(): number {
    return (this.count = 0);
  }

  step(): StepResult {
    if (this.count < 0) throw new Error('Call reset first.');
    return { observation: ++this.count % 5, reward: 0, ending: 'none' };
  }

  save(): number {
    return this.count;
  }

  restore(saved: unknown): void {
    if (typeof saved !== 'number') throw new InputError('Its count of steps is a number.');
    this.count = saved;
  }
}

/** Draws a list at each reset, of which it saves a copy: short in one episode, long in another. */
class DrawsItsSize extends Saved {
  private notes: string = '';

  override reset(random: Random): number {
    this.notes = '.'.repeat(random.uint32() % 20_000);
    return super.reset(random);
  }

  override save(): unknown {
    return { ...Object(super.save()), notes: this.notes };
  }

  override restore(saved: unknown, random: Random): void {
    super.restore(saved, random);
    this.notes = String(Object(saved).notes);
  }
}

describe('The rules on saving an environment', () => {
  it('pass one that saves what it needs', () =>
    expectSound(
      checksOfEnvironment(() => new Saved()),
      20,
    ));

  it('pass one that saves a number alone', async () => {
    const checks = checksOfEnvironment(() => new SavesItsCount());
    expect([...(await brokenRules(checks))]).to.deep.equal([]);
  });

  it('pass one that saves more in one episode than in another', () =>
    expectSound(
      checksOfEnvironment(() => new DrawsItsSize()),
      20,
    ));

  itCatches(planted);
});
