import type { Environment, FiniteModel, Random, StepResult, WrapperSpec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { wrapperChecks } from './wrapper-checks.js';

const bug = (create: new (environment: Environment) => Environment) => () => {
  const spec: WrapperSpec = {
    id: 'half-pay',
    summary: 'Pays half of every reward.',
    options: z.strictObject({}),
    create: (_options, environment) => new create(environment),
  };
  return wrapperChecks(spec, { agreementSteps: 100_000 });
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

const planted: readonly Planted[] = [
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
