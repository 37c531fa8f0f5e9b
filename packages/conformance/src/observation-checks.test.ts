import type { Observation, Random, StepResult } from '@pomdp-gym/contracts';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { Bugged, clip, Slider } from './bugged-environments.test.support.js';
import { checksOfEnvironment } from './environment-spec.test.support.js';

const TYPE =
  'Observations are of the type of their space, at reset and at step: a whole number, or a Float64Array of finite numbers.';

/** A slider, what is observed of it changed; as JavaScript may, for which no type is checked. */
class Shown extends Slider {
  constructor(private readonly shown: (place: number) => unknown) {
    super('clipped', clip);
  }

  override step(action: number | Float64Array): StepResult {
    const result = super.step(action);
    return Object.assign(result, { observation: this.shown((result.observation as Float64Array)[0]!) });
  }
}

/** What `reset` and `step` return, changed as JavaScript may. */
class Changed extends Bugged {
  constructor(
    private readonly changes: { reset?(seen: number): unknown; step?(result: StepResult): unknown },
  ) {
    super();
  }

  override reset(random: Random): never {
    const seen = super.reset(random);
    return (this.changes.reset?.(seen) ?? seen) as never;
  }

  override step(action: number): never {
    const result = super.step(action);
    return (this.changes.step?.(result) ?? result) as never;
  }
}

const shown = (observe: (place: number) => unknown) => () => checksOfEnvironment(() => new Shown(observe));
const changed = (changes: ConstructorParameters<typeof Changed>[0]) => () =>
  checksOfEnvironment(() => new Changed(changes));

const planted: readonly Planted[] = [
  {
    bug: 'a plain array in a box',
    checks: shown((place) => [place]),
    rules: [TYPE],
    says: 'where its space wants a Float64Array of 1 finite numbers',
  },
  {
    bug: 'two numbers in a box of one',
    checks: shown((place) => Float64Array.of(place, 0)),
    rules: [TYPE],
    says: 'where its space wants a Float64Array of 1 finite numbers',
  },
  {
    bug: 'an infinite number in a box without limits',
    checks: shown((place) => Float64Array.of(place > 1 ? Infinity : place)),
    rules: [TYPE],
    says: 'the observation of the numbers (Infinity)',
  },
  {
    bug: 'the observation and an info, as a reset of Gymnasium returns',
    checks: changed({ reset: (seen): Observation => [seen, {}] as never }),
    rules: [TYPE],
    says: 'A reset returns the observation [4,{}], where its space wants a whole number',
  },
  {
    bug: 'an observation as text',
    checks: changed({ step: (result) => ({ ...result, observation: String(result.observation) }) }),
    rules: [TYPE],
    says: /Step 1 returns the observation "\d"/,
  },
  {
    bug: 'a step that is async',
    checks: changed({ step: (result) => Promise.resolve(result) }),
    rules: [TYPE],
    says: 'step returns a promise; it must return { observation, reward, ending } at once: drop async.',
  },
  {
    bug: 'a step that is async and fails',
    checks: changed({ step: () => Promise.reject(new Error('lost')) }),
    rules: [TYPE],
    says: 'step returns a promise',
  },
  {
    bug: 'a step of five values, as in Gymnasium',
    checks: changed({ step: ({ observation, reward }) => [observation, reward, false, false, {}] }),
    rules: [TYPE],
    says: 'step returns a list of 5 values',
  },
  {
    bug: 'a step without an ending',
    checks: changed({ step: ({ observation, reward }) => ({ observation, reward, done: false }) }),
    rules: [TYPE],
    says: 'step returns no ending',
  },
  {
    bug: 'a reward that is a text',
    checks: changed({ step: (result) => ({ ...result, reward: String(result.reward) }) }),
    rules: ['Rewards are finite numbers.'],
    says: /earned "-?\d", which is no finite number/,
  },
];

describe('The rules on what is observed', () => {
  it('pass numbers of a finite space and rows of a box', async () => {
    await expectSound(changed({})(), 15);
    await expectSound(shown((place) => Float64Array.of(place))(), 15);
  });

  itCatches(planted);
});
