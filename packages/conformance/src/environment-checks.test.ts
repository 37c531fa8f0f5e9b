import type { Environment, EnvironmentSpec, FiniteModel } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { z } from 'zod';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import {
  Beyond,
  Bugged,
  ByHand,
  ByHandTold,
  Eager,
  LateReward,
  DrawsWhenSaved,
  NotRestored,
  Nowhere,
  Remembering,
  clip,
  refuse,
  Sharing,
  Slider,
  Stopping,
  Unending,
  Watching,
} from './bugged-environments.test.support.js';
import { environmentChecks } from './environment-checks.js';
import type { CheckResult } from './check-result.js';
import { runChecks } from './run-checks.js';
import { errand, ring, smallEnvironment } from './small-models.js';

const AGREE =
  'Model and simulator agree: in every row that can be reached, one probability off by 0.05 would show.';
const SEEM_TO_AGREE =
  'Model and simulator agree as far as observations, rewards and endings tell: they follow the law of the model.';
const SAME_SEED = 'The same seed gives the same bits, whatever was played before.';
const GOES_ON = 'Saved, restored in a new one and gone on with, it gives the same bits.';
const OUTSIDE = 'An action outside its box is clipped or refused, as its action space says.';
const APART = 'Two environments of one spec share no state.';

function specOf(create: () => Environment, changes: Partial<EnvironmentSpec> = {}): EnvironmentSpec {
  return { id: 'Small-v0', summary: 'A small one.', options: z.strictObject({}), create, ...changes };
}

/** The environment of one model that says its model is another. */
function mistaken(truth: FiniteModel, written: FiniteModel): Environment {
  return Object.assign(smallEnvironment(truth), { model: () => written });
}

/** A copy of the ring with the cell of one table changed, the others of its row scaled to make room. */
function changed(
  table: 'transitions' | 'observationTables',
  action: number,
  row: number,
  change: number,
): FiniteModel {
  const model = structuredClone(ring());
  const { offsets, values } = model[table][action]!;
  const begin = offsets[row]!;
  const rest = 1 - values[begin]!;
  values[begin]! += change;
  for (let k = begin + 1; k < offsets[row + 1]!; k++) values[k]! *= (rest - change) / rest;
  return model;
}

const caught = (create: () => Environment, changes?: Partial<EnvironmentSpec>) => () =>
  environmentChecks(specOf(create, changes), { agreementSteps: 300_000 });

const planted: readonly Planted[] = [
  {
    bug: 'an action outside that is said to be clipped and is not',
    checks: caught(() => new Slider('clipped', (action) => action)),
    rules: [OUTSIDE],
    says: 'clipped to 1 it gives',
  },
  {
    bug: 'an action outside that is said to be refused and is taken',
    checks: caught(() => new Slider('refused', clip)),
    rules: [OUTSIDE],
    says: 'It took the action 2',
  },
  {
    bug: 'factors that do not make up the space',
    checks: caught(() => {
      const environment = new Bugged();
      const three = { kind: 'discrete', size: 3 } as const;
      const actionSpace = { ...environment.actionSpace, factors: [three, three] };
      return Object.assign(environment, { actionSpace });
    }),
    rules: ['Observation space and action space are sound.'],
    says: 'has 3 elements, its 2 factors have 9 tuples',
  },
  {
    bug: 'an episode that begins anew where it is restored',
    checks: caught(() => new NotRestored()),
    rules: [GOES_ON],
    says: 'restored after 7 steps',
  },
  {
    bug: 'a save that draws a number',
    checks: caught(() => new DrawsWhenSaved()),
    rules: [GOES_ON],
    says: /Step \d+ on gives/,
  },
  {
    bug: 'a reward off by one step',
    checks: caught(() => new LateReward()),
    rules: [SEEM_TO_AGREE],
    says: 'the model calls that impossible',
  },
  {
    bug: 'one transition cell changed by 0.05',
    checks: caught(() => mistaken(changed('transitions', 1, 2, 0.05), ring())),
    rules: [AGREE],
    says: /The model puts the transition from state 2 under action 1 to state \d at/,
  },
  {
    bug: 'one observation cell changed by 0.05',
    checks: caught(() => mistaken(changed('observationTables', 2, 3, -0.05), ring())),
    rules: [AGREE],
    says: /observing observation \d on entering state 3 under action 2/,
  },
  {
    bug: 'another start',
    checks: caught(() => mistaken({ ...ring(), start: Float64Array.of(0.3, 0, 0, 0.7) }, ring())),
    rules: [AGREE],
    says: /The model puts a start in state [03] at 0.500/,
  },
  {
    bug: 'one reward of another size',
    checks: caught(() =>
      mistaken(
        {
          ...ring(),
          rewards: ring().rewards.map(({ values }) => ({ values: values.map((r) => (r === 2 ? 1.5 : r)) })),
        },
        ring(),
      ),
    ),
    rules: [AGREE],
    says: /the model pays 2; the simulator: earned 1.5/,
  },
  {
    bug: 'a simulator by hand that is less accurate than its model',
    checks: caught(() => new ByHand(0.7)),
    rules: [SEEM_TO_AGREE],
    says: /observing observation \d on entering state \d/,
  },
  {
    bug: 'the same, where it tells its state',
    checks: caught(() => new ByHandTold(0.7)),
    rules: [AGREE],
    says: /observing observation \d on entering state \d under action \d at 0.[27]50; .* visits of that row/,
  },
  {
    bug: 'state that survives a reset',
    checks: caught(() => new Remembering()),
    rules: [SAME_SEED],
    says: 'The same seed gives',
  },
  {
    bug: 'state that instances share',
    checks: caught(() => new Sharing()),
    rules: [APART],
    says: 'while another environment is played',
  },
  {
    bug: 'a look at the clock',
    checks: caught(() => new Watching()),
    rules: ['Chance comes from the stream that is given alone: never from Math.random or the clock.'],
    says: 'It reads Date.now',
  },
  {
    bug: 'a step before the first reset',
    checks: caught(() => new Eager()),
    rules: ['A step before the first reset throws.'],
    says: 'before it was reset',
  },
  {
    bug: 'a step after an ending',
    checks: caught(() => new Unending(errand())),
    rules: ['A step after an ending throws until the next reset.'],
    says: 'went on after an ending',
  },
  {
    bug: 'a reward that is not a number',
    checks: caught(() => new Nowhere()),
    rules: ['Rewards are finite numbers.'],
    says: 'earned NaN',
  },
  {
    bug: 'an observation outside its space',
    checks: caught(() => new Beyond()),
    rules: ['Observations lie in the observation space.'],
    says: '7 is not one of 0 to 4',
  },
  {
    bug: 'an ending of a continuing task',
    checks: caught(() => new Stopping()),
    rules: ['Only an episodic task ends.'],
    says: 'its task is continuing, and terminated',
  },
  {
    bug: 'a row of the model that does not sum to one',
    checks: caught(() => {
      const model = structuredClone(ring());
      model.transitions[1]!.values[0]! -= 0.1;
      return new ModelEnvironment(model);
    }),
    rules: ['The model is sound: its rows are probabilities, its rewards finite.'],
    says: 'sum to 0.9',
  },
  {
    bug: 'a model with observations that its space lacks',
    checks: caught(() =>
      Object.assign(smallEnvironment(ring()), { observationSpace: { kind: 'discrete', size: 6 } }),
    ),
    rules: ['Model, spaces and task agree.'],
    says: 'The model shows 5 observations',
  },
  {
    bug: 'an optimum that acting at random beats',
    checks: caught(
      () => new ModelEnvironment(ring(), { optimum: { averageReward: 0.1, source: 'a guess' } }),
    ),
    rules: ['No policy that is tried earns more than the known optimum.'],
    says: 'The optimum is said to be 0.1 a step; acting at random earns',
  },
  {
    bug: 'features of uneven width',
    checks: caught(() => new ModelEnvironment(ring(), { features: [[1], [1, 2], [1], [1], [1]] })),
    rules: ['Observation space and action space are sound.'],
    says: 'Row 1 of the observation space',
  },
  {
    bug: 'an id without a version',
    checks: caught(() => new Bugged(), { id: 'Small' }),
    rules: ['The id of an environment ends in its version, as in Tiger-v0.'],
    says: 'names no version',
  },
  {
    bug: 'an id of several words',
    checks: caught(() => new Bugged(), { id: 'A small-v0' }),
    rules: ['The id is letters and digits, in words joined by hyphens.'],
    says: '"A small-v0"',
  },
  {
    bug: 'a summary of no sentence',
    checks: caught(() => new Bugged(), { summary: 'small' }),
    rules: ['The summary is one line that ends in a full stop.'],
    says: '"small"',
  },
  {
    bug: 'an option without a description',
    checks: caught(() => new Bugged(), { options: z.strictObject({ size: z.int().default(3) }) }),
    rules: ['Every option has a default and a description.'],
    says: 'The option size has no description',
  },
  {
    bug: 'an option whose default its schema refuses',
    checks: caught(() => new Bugged(), {
      options: z.strictObject({ size: z.int().max(2).default(3).describe('Size') }),
    }),
    rules: ['The default options are allowed by their own schema.'],
    says: '{"size":3}',
  },
  {
    bug: 'options that take anything',
    checks: caught(() => new Bugged(), { options: z.object({}) }),
    rules: ['An option that does not exist is refused.'],
    says: 'z.strictObject',
  },
];

describe('The rules for environments', () => {
  it('pass the environments of small models', async () => {
    await expectSound(environmentChecks(specOf(() => smallEnvironment(ring()))), 20);
    await expectSound(environmentChecks(specOf(() => smallEnvironment(errand()))), 20);
  });

  it('pass an environment without a model', () =>
    expectSound(environmentChecks(specOf(() => new Bugged(errand()))), 16));

  for (const [create, agreementSteps] of [
    [() => new ByHand(), 100_000],
    [() => new ByHandTold(), 250_000],
  ] as const)
    it(`pass a simulator by hand that follows its model: ${create().constructor.name}`, () =>
      expectSound(environmentChecks(specOf(create), { agreementSteps }), 18));

  it('need not reach every row of an environment that is made from its very model, and need to of any other', async () => {
    class Overridden extends ModelEnvironment {
      override step(action: number): ReturnType<ModelEnvironment['step']> {
        return super.step(action);
      }
    }
    const undecided = async (create: () => Environment) => {
      let count = 0;
      for await (const result of runChecks(environmentChecks(specOf(create), { agreementSteps: 600 })))
        count += Number(result.verdict === 'not decided');
      return count;
    };
    expect(await undecided(() => new ModelEnvironment(ring()))).to.equal(0);
    expect(await undecided(() => new Overridden(ring()))).to.equal(1);
    const copied = () => Object.assign(new ModelEnvironment(ring()), { model: () => ring() });
    expect(await undecided(copied)).to.equal(1);
  });

  it('say of themselves where they could not decide', async () => {
    const checks = environmentChecks(
      specOf(() => new ByHandTold()),
      { agreementSteps: 600 },
    );
    const results: CheckResult[] = [];
    for await (const result of runChecks(checks)) results.push(result);
    expect(results.filter(({ problem }) => problem !== undefined)).to.deep.equal([]);
    const open = results.filter(({ verdict }) => verdict === 'not decided');
    expect(open.map(({ rule, reason }) => `${rule} ${reason}`).join('\n')).to.match(
      /^Model and simulator agree: .* but only \d of 25 rows were reached often enough in 600 steps\.$/,
    );
  });

  it('pass an action space that is clipped, and one that is refused', async () => {
    await expectSound(caught(() => new Slider('clipped', clip))(), 15);
    await expectSound(caught(() => new Slider('refused', refuse))(), 15);
  });

  itCatches(planted);
});
