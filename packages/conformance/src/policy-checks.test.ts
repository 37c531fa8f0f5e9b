import type {
  FiniteTable,
  ParametricPolicy,
  PolicySpec,
  Random,
  Spaces,
  StepBatch,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { z } from 'zod';
import { expectSound, itCatches, type Planted, undecidedRules } from './broken-rules.test.support.js';
import { policyChecks } from './policy-checks.js';
import { TabularPolicy } from './tabular-policy.js';

function specOf(create: (observations: number, actions: number) => ParametricPolicy): PolicySpec {
  return {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({}),
    create: (_options: never, { observationSpace, actionSpace }: Spaces) => {
      if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
        throw new RangeError('Finite spaces, please.');
      return create(observationSpace.size, actionSpace.size);
    },
  };
}

/** A sound policy with a sum of scores of its own, for bugs to override. */
class Sound extends TabularPolicy {
  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    for (let row = 0; row < batch.length; row++) this.addScore(batch, row, weights[row]!, into);
  }
}

class WrongSign extends Sound {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    super.addScore(batch, row, -weight, into);
  }
}

/** The score of the action alone, without what is taken off for the others. */
class NoBaseline extends Sound {
  override addScore(
    { observations, actions }: StepBatch,
    row: number,
    weight: number,
    into: Float64Array,
  ): void {
    into[observations.values[row]! * 3 + actions.values[row]!]! += weight;
  }
}

class Overwriting extends Sound {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const score = new Float64Array(into.length);
    super.addScore(batch, row, weight, score);
    into.set(score);
  }
}

class ForgetfulSum extends Sound {
  override addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    super.addScores({ ...batch, length: batch.length - 1 }, weights, into);
  }
}

class ReadsOn extends Sound {
  override addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    super.addScores({ ...batch, length: batch.rewards.length }, weights, into);
  }
}

class ScalesWeights extends Sound {
  override addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    super.addScores(batch, weights, into);
    weights[0]! *= 0.5;
  }
}

class LeakyRow extends Sound {
  override table(): FiniteTable {
    const table = super.table();
    table.probabilities[0]! *= 0.99;
    return table;
  }
}

/** Acts by a table of its own; what it says of itself is that of the sound policy. */
class Obstinate extends Sound {
  private readonly own = new TabularPolicy(5, 3);

  override reset(random: Random): void {
    super.reset(random);
    this.own.reset(random);
  }

  override act(observation: number): number {
    return this.own.act(observation);
  }
}

/** The right law, drawn from the other end of the interval. */
class Backwards extends Sound {
  override reset(random: Random): void {
    super.reset({ uint32: () => 2 ** 32 - 1 - random.uint32(), uniform: () => random.uniform() });
  }
}

/** Works its table out once and never again. */
class Frozen extends Sound {
  private frozen: FiniteTable | undefined;

  override table(): FiniteTable {
    if (this.frozen) return this.frozen;
    const { observations, actions, probabilities } = super.table();
    return (this.frozen = { observations, actions, probabilities: probabilities.slice() });
  }
}

/** exp θ without taking the largest off first: infinity over infinity for large θ. */
class Overflowing extends Sound {
  override table(): FiniteTable {
    const { observations, actions } = super.table();
    const weights = this.parameters.map(Math.exp);
    const probabilities = weights.map((weight, i) => {
      const row = i - (i % actions);
      return weight / weights.subarray(row, row + actions).reduce((sum, other) => sum + other, 0);
    });
    return { observations, actions, probabilities };
  }
}

class Drifting extends Sound {
  override addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    super.addScore(batch, row, weight, into);
    this.parameters[0]! += 1e-12;
  }
}

const together = new Float64Array(15);

class Together extends Sound {
  override readonly parameters = together;

  override table(): FiniteTable {
    const alone = new TabularPolicy(5, 3);
    alone.parameters.set(this.parameters);
    return alone.table();
  }
}

class Outside extends Sound {
  override act(observation: number): number {
    return super.act(observation) + 1;
  }
}

/** Its second episode goes on with the chance of its first. */
class OneStream extends Sound {
  private begun = false;

  override reset(random: Random): void {
    if (!this.begun) super.reset(random);
    this.begun = true;
  }
}

/** The logarithm of what is not yet divided by its sum. */
class Unnormalised extends Sound {
  logProbability({ observations, actions }: StepBatch, row: number): number {
    return this.parameters[observations.values[row]! * 3 + actions.values[row]!]!;
  }
}

/** The logarithm off by a constant, which no difference shows. */
class OffByConstant extends Sound {
  logProbability({ observations, actions }: StepBatch, row: number): number {
    const { probabilities } = this.table();
    return 1 + Math.log(probabilities[observations.values[row]! * 3 + actions.values[row]!]!);
  }
}

class PrintsALineMore extends Sound {
  print(): string {
    return `${this.parameters.length} parameters\n`;
  }
}

class Rolling extends Sound {
  override act(observation: number): number {
    const random = Reflect.get(Math, 'random') as () => number;
    return random() < 0 ? 0 : super.act(observation);
  }
}

const GRADIENT = 'The score is the gradient of log μ.';
const MEAN = 'The mean of the score under μ is zero.';
const ADDS = 'addScore adds the weighted score to what is there.';
const SUMS = 'addScores is the sum of addScore over the rows of the batch, and reads no further.';
const OFTEN = 'It acts as often as its table says.';
const DRAWS = 'It draws with drawIndex, one integer an action, as the tabular kernel does.';
const PATHS = 'Tabular kernel and generic path give the same bits.';
const EFFECT = 'Parameters that are written take effect, on the table and on the next action.';
const LARGE = 'Parameters as large as 1000 give a sound table and finite scores.';
const ROWS = 'Each row of the table is a distribution: its probabilities sum to one.';

const LOGARITHM = 'The score is the gradient of its log-probability.';
const LOG_LAW = 'Its log-probability is the logarithm of its law.';
const PRINTS = 'It prints itself as lines of text, the same whenever nothing has changed.';

/** Draws on a generator of its own, which begins anew with each episode. */
class OwnGenerator extends Sound {
  override reset(): void {
    super.reset(randomStream(7));
  }
}

let acted = 0;

/** Every hundredth action of all policies together is another one, and a reset begins the count anew. */
class CountsTogether extends Sound {
  override reset(random: Random): void {
    super.reset(random);
    acted = 0;
  }

  override act(observation: number): number {
    const action = super.act(observation);
    return ++acted % 100 === 0 ? (action + 1) % 3 : action;
  }
}

const bug = (create: new (observations: number, actions: number) => ParametricPolicy) => () =>
  policyChecks(specOf((observations, actions) => new create(observations, actions)));

const STREAMS = 'Another stream draws other actions.';
const TOGETHER = 'Policies share nothing: one draws the same where another acts beside it.';

const planted: readonly Planted[] = [
  {
    bug: 'a score with the wrong sign',
    checks: bug(WrongSign),
    rules: [GRADIENT],
    says: /by differences of log μ it is/,
  },
  {
    bug: 'a score without its mean taken off',
    checks: bug(NoBaseline),
    rules: [GRADIENT, MEAN],
    says: 'average',
  },
  { bug: 'a score that overwrites', checks: bug(Overwriting), rules: [ADDS], says: 'added to (1, 2, …)' },
  {
    bug: 'a sum that leaves out the last row',
    checks: bug(ForgetfulSum),
    rules: [SUMS],
    says: 'addScores over 1 rows',
  },
  {
    bug: 'a sum that reads behind the last row',
    checks: bug(ReadsOn),
    rules: [SUMS, LARGE],
    says: 'gives NaN',
  },
  {
    bug: 'a sum that scales the weights that are lent to it',
    checks: bug(ScalesWeights),
    rules: [SUMS],
    says: 'writes to row 0 of the weights',
  },
  {
    bug: 'a row that does not sum to one',
    checks: bug(LeakyRow),
    rules: [ROWS, PATHS, MEAN, LARGE],
    says: 'sums to 0.99',
  },
  {
    bug: 'actions that do not follow the table',
    checks: bug(Obstinate),
    rules: [OFTEN, DRAWS, PATHS],
    says: 'its table says',
  },
  {
    bug: 'actions drawn in another way than the kernel’s',
    checks: bug(Backwards),
    rules: [DRAWS, PATHS],
    says: 'drawIndex gives',
  },
  {
    bug: 'a table that θ does not change',
    checks: bug(Frozen),
    rules: [GRADIENT, EFFECT],
    says: 'not that of θ',
  },
  {
    bug: 'a table that overflows',
    checks: bug(Overflowing),
    rules: [LARGE],
    says: 'With parameters up to 1000',
  },
  {
    bug: 'scores that move θ',
    checks: bug(Drifting),
    rules: ['Acting and scoring leave the parameters as they are.'],
    says: 'changed while it acted',
  },
  {
    bug: 'parameters that policies share',
    checks: bug(Together),
    rules: ['Policies share no parameters.'],
    says: 'of another',
  },
  {
    bug: 'actions outside their space',
    checks: bug(Outside),
    rules: [
      'Actions lie in the action space, or beyond its limits where those are clipped.',
      OFTEN,
      DRAWS,
      PATHS,
    ],
    says: '3 is not one of 0 to 2',
  },
  {
    bug: 'an episode that goes on with old chance',
    checks: bug(OneStream),
    rules: ['The same stream draws the same actions, whatever was played before.', EFFECT],
    says: 'draws other actions',
  },
  {
    bug: 'a log-probability without its normalisation',
    checks: bug(Unnormalised),
    rules: [LOGARITHM, LOG_LAW],
    says: 'by differences of its log-probability it is',
  },
  {
    bug: 'a log-probability off by a constant',
    checks: bug(OffByConstant),
    rules: [LOG_LAW],
    says: 'by its law it is',
  },
  {
    bug: 'a print that ends in a line break',
    checks: bug(PrintsALineMore),
    rules: [PRINTS],
    says: 'line break',
  },
  {
    bug: 'one stream for all',
    checks: bug(OwnGenerator),
    rules: [STREAMS, DRAWS, PATHS],
    says: 'Two streams draw the same 200 actions',
  },
  {
    bug: 'a count that policies share',
    checks: bug(CountsTogether),
    rules: [TOGETHER, DRAWS, PATHS, EFFECT],
    says: 'Where another policy acts beside it',
  },
  {
    bug: 'Math.random',
    checks: bug(Rolling),
    rules: ['Chance comes from the stream that is given alone: never from Math.random or the clock.'],
    says: 'Math.random',
  },
];

type Score = (y: number, u: number, theta: number) => number;

/** A normal law around θ · y with one action axis: no table, so its score is judged by what it draws. It lends its actions. */
class Gaussian implements ParametricPolicy {
  readonly parameters = new Float64Array(1);
  private readonly action = new Float64Array(1);
  private random: Random | undefined;

  constructor(private readonly score: Score) {}

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: Float64Array): Float64Array {
    const [radius, angle] = [this.random?.uniform() ?? 0, this.random?.uniform() ?? 0];
    const noise = Math.sqrt(-2 * Math.log(1 - radius)) * Math.cos(2 * Math.PI * angle);
    this.action[0] = this.parameters[0]! * observation[0]! + noise;
    return this.action;
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    into[0]! += weight * this.score(observations.values[row]!, actions.values[row]!, this.parameters[0]!);
  }
}

const line: Spaces = {
  observationSpace: { kind: 'box', low: [1], high: [2] },
  actionSpace: { kind: 'box', low: [-Infinity], high: [Infinity] },
};

const trueScore: Score = (y, u, theta) => y * (u - theta * y);

function gaussian(score: Score, spaces = line) {
  const spec: PolicySpec = { ...specOf(() => new Sound(1, 1)), create: () => new Gaussian(score) };
  return policyChecks(spec, { spaces });
}

/** Actions from −1 to 1, and what happens to others. */
function limited(outside: 'clipped' | 'refused'): Spaces {
  return { ...line, actionSpace: { kind: 'box', low: [-1], high: [1], outside } };
}

/** Clips what it draws, and gives the score of what was drawn for what was clipped: none is right for both. */
class Clipping extends Gaussian {
  override act(observation: Float64Array): Float64Array {
    return super.act(observation).map((value) => Math.min(1, Math.max(-1, value)));
  }
}

/** One of two actions, with probability σ(θ · y) the second. */
class Logistic implements ParametricPolicy {
  readonly parameters: Float64Array;
  private random: Random | undefined;

  /** @param signs what each component of the score is multiplied by. */
  constructor(private readonly signs: readonly number[]) {
    this.parameters = new Float64Array(signs.length);
  }

  reset(random: Random): void {
    this.random = random;
  }

  act(observation: Float64Array): number {
    return Number((this.random?.uniform() ?? 0) < this.second(observation));
  }

  addScore({ observations, actions }: StepBatch, row: number, weight: number, into: Float64Array): void {
    const { width, values } = observations;
    const y = values.subarray(row * width, (row + 1) * width);
    const surprise = actions.values[row]! - this.second(y);
    this.signs.forEach((sign, k) => (into[k]! += weight * sign * y[k]! * surprise));
  }

  private second(y: ArrayLike<number>): number {
    return 1 / (1 + Math.exp(-this.parameters.reduce((sum, value, k) => sum + value * y[k]!, 0)));
  }
}

/** The policy over boxes as wide as `size` either way. */
function logistic(signs: readonly number[], size: number) {
  const spec: PolicySpec = { ...specOf(() => new Sound(1, 1)), create: () => new Logistic(signs) };
  const high = signs.map(() => size);
  const observationSpace = { kind: 'box' as const, low: high.map((value) => -value), high };
  return policyChecks(spec, { spaces: { observationSpace, actionSpace: { kind: 'discrete', size: 2 } } });
}

const NEAR_ZERO = 'The mean of the score under μ is zero, as far as chance lets see.';
const MOVES = 'μ moves with θ as the score says, as far as chance lets see.';

const overBoxes: readonly Planted[] = [
  {
    bug: 'actions beyond limits that are refused',
    checks: () => gaussian(trueScore, limited('refused')),
    rules: ['Actions lie in the action space, or beyond its limits where those are clipped.'],
    says: 'outside -1 to 1',
  },
  {
    bug: 'a score of actions that the policy has clipped itself',
    checks: () =>
      policyChecks(
        { ...specOf(() => new Sound(1, 1)), create: () => new Clipping(trueScore) },
        { spaces: limited('clipped') },
      ),
    rules: [NEAR_ZERO, MOVES],
    says: 'standard errors off',
  },
  {
    bug: 'a score off its mean, over a box',
    checks: () => gaussian((y, u, theta) => y * (u + theta * y)),
    // It breaks both; whether the second sees it depends on the places that are drawn.
    rules: [NEAR_ZERO, MOVES],
    says: 'standard errors from zero',
  },
  {
    bug: 'a score with the wrong sign, over a box',
    checks: () => gaussian((y, u, theta) => -trueScore(y, u, theta)),
    rules: [MOVES],
    says: /rises by -.*; the scores say \d/,
  },
  {
    bug: 'a score of twice the size, over a box',
    checks: () => gaussian((y, u, theta) => 2 * trueScore(y, u, theta)),
    rules: [MOVES],
    says: 'standard errors off',
  },
  {
    bug: 'a score with one component of the wrong sign among four, over a box',
    checks: () => logistic([1, 1, -1, 1], 1),
    rules: [MOVES],
    says: /standard errors off/,
  },
  {
    bug: 'a score with the wrong sign, where observations are as large as 50',
    checks: () => logistic([-1, -1, -1, -1], 50),
    rules: [MOVES],
    says: 'Along all parameters at once, from',
  },
];

describe('The rules for policies', () => {
  it('pass a tabular softmax', async () => {
    await expectSound(bug(TabularPolicy)(), 22);
    await expectSound(bug(Sound)(), 22);
  });

  it('pass a policy that draws beyond limits which the environment clips', () =>
    expectSound(gaussian(trueScore, limited('clipped')), 14));

  it('pass policies over boxes, of few and many numbers, small and large', async () => {
    await expectSound(gaussian(trueScore), 14);
    for (const size of [0.01, 1, 50]) await expectSound(logistic([1, 1, 1, 1], size), 14);
    await expectSound(logistic(Array<number>(12).fill(1), 1), 14);
  });

  it('try a policy over finitely many observations that acts in a box on these', async () => {
    const spec: PolicySpec = {
      ...specOf(() => new Sound(1, 1)),
      create: (_options, { observationSpace, actionSpace }) => {
        if (observationSpace.kind === 'box' || actionSpace.kind === 'discrete')
          throw new RangeError('It takes a table of means.');
        const noise = new Gaussian(trueScore);
        const action = new Float64Array(actionSpace.low.length);
        return {
          reset: (random) => noise.reset(random),
          act: () => action.map(() => noise.act(Float64Array.of(1))[0]!),
        };
      },
    };
    await expectSound(policyChecks(spec), 10);
  });

  it('do not decide whether a policy draws that takes one action for sure', async () => {
    const spec: PolicySpec = {
      ...specOf(() => new Sound(1, 1)),
      create: () => ({ reset: () => undefined, act: () => 1 }),
    };
    const undecided = await undecidedRules(policyChecks(spec));
    expect([...undecided.keys()]).to.deep.equal([STREAMS]);
    await expectSound(policyChecks(spec), 10);
  });

  itCatches([...planted, ...overBoxes]);
});
