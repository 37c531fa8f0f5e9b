import type { Environment, FiniteModel, Random, StepResult, WrapperSpec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { ring, smallEnvironment } from './small-models.js';
import { wrapperChecks, type WrapperSettings } from './wrapper-checks.js';

const bug =
  (create: new (environment: Environment) => Environment, settings: WrapperSettings = {}) =>
  () => {
    const spec: WrapperSpec = {
      id: 'half-pay',
      summary: 'Pays half of every reward.',
      options: z.strictObject({}),
      create: (_options, environment) => new create(environment),
    };
    return wrapperChecks(spec, { agreementSteps: 100_000, ...settings });
  };

/** Pays half of every reward. It says no model: the inner one pays more. */
class HalfPay implements Environment {
  readonly observationSpace;
  readonly actionSpace;
  readonly task;

  constructor(protected readonly environment: Environment) {
    this.observationSpace = environment.observationSpace;
    this.actionSpace = environment.actionSpace;
    this.task = environment.task;
  }

  reset(random: Random): number | Float64Array {
    return this.environment.reset(random);
  }

  step(action: number): StepResult {
    const result = this.environment.step(action);
    return { ...result, reward: result.reward / 2 };
  }
}

class InnerModel extends HalfPay {
  model(): FiniteModel {
    const model = this.environment.model?.();
    if (!model) throw new RangeError('What it is put around has no model.');
    return model;
  }
}

class HidesEndings extends HalfPay {
  private over = true;

  override reset(random: Random): number | Float64Array {
    this.over = false;
    return super.reset(random);
  }

  override step(action: number): StepResult {
    if (this.over) return { observation: 0, reward: 0, ending: 'none' };
    const result = super.step(action);
    this.over = result.ending !== 'none';
    return { ...result, ending: 'none' };
  }
}

/** Pays three times every reward, and states the optimum of what it is put around. */
class InnerOptimum extends HalfPay {
  get optimum() {
    return { averageReward: 1, source: 'what it is put around' };
  }

  override step(action: number): StepResult {
    const result = super.step(action);
    return { ...result, reward: 6 * result.reward };
  }
}

/** Moves what it is put around whenever it is drawn. */
class MovesWhenDrawn extends HalfPay {
  frame() {
    const frame = this.environment.frame?.() ?? { picture: [], facts: {} };
    this.environment.step(0);
    return frame;
  }
}

const onRing = { environment: () => smallEnvironment(ring()) };

const planted: readonly Planted[] = [
  {
    bug: 'the optimum of what it is put around',
    checks: bug(InnerOptimum, onRing),
    rules: ['No policy that is tried earns more than the known optimum.'],
    says: /acting at random earns 1\.\d+ ±/,
  },
  {
    bug: 'a picture that moves what it is put around',
    checks: bug(MovesWhenDrawn, onRing),
    rules: ['frame() changes nothing: the path goes on to the bit, and the picture is the same each time.'],
    says: 'frame()',
  },
  {
    bug: 'the model of what it is put around',
    checks: bug(InnerModel),
    rules: [
      'Model and simulator agree as far as observations, rewards and endings tell: they follow the law of the model.',
    ],
    says: 'the model calls that impossible',
  },
  {
    bug: 'a step that is taken before a reset',
    checks: bug(HidesEndings),
    rules: ['A step before the first reset throws.'],
    says: 'before it was reset',
  },
];

describe('The rules for wrappers', () => {
  it('pass one that pays half', () => expectSound(bug(HalfPay)(), 14));

  itCatches(planted);
});
