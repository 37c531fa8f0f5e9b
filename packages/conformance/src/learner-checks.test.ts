import type { Learner, LearnerSpec, ParametricPolicy, Policy, StepBatch } from '@pomdp-gym/contracts';
import { addScaled, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { z } from 'zod';
import type { Check } from './check.js';
import { expectSound, itCatches, type Planted, undecidedRules } from './broken-rules.test.support.js';
import { learnerChecks } from './learner-checks.js';
import { requireParametric } from './policy-checks.js';
import { TabularLearner } from './tabular-learner.test.support.js';
import { TabularPolicy } from './tabular-policy.js';

/** θ += γ r ∇log μ(u | y): OLPOMDP with β = 0. */
class Reinforce implements Learner {
  constructor(readonly policy: ParametricPolicy) {}

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) this.learn(batch, row, 0.1 * batch.rewards[row]!);
  }

  protected learn(batch: StepBatch, row: number, step: number): void {
    const score = new Float64Array(this.policy.parameters.length);
    this.policy.addScore(batch, row, 1, score);
    addScaled(this.policy.parameters, step, score);
  }
}

/** Its step grows shorter; what it saves is θ and how far it has come. */
class Saving extends Reinforce {
  protected steps = 0;

  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, step / (1 + 0.001 * this.steps++));
  }

  save(): unknown {
    return { theta: [...this.policy.parameters], steps: this.steps };
  }

  restore(saved: unknown): void {
    const { theta, steps } = z.object({ theta: z.array(z.number()), steps: z.number() }).parse(saved);
    this.policy.parameters.set(theta);
    this.steps = steps;
  }
}

class BeginsAgain extends Saving {
  override restore(saved: unknown): void {
    super.restore(saved);
    this.steps = 0;
  }
}

class WrongSign extends Reinforce {
  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, -step);
  }
}

class KeepsBatch extends Reinforce {
  private kept: StepBatch | undefined;

  override update(batch: StepBatch): void {
    if (this.kept) super.update(this.kept);
    this.kept = batch;
  }
}

class WritesBack extends Reinforce {
  override update(batch: StepBatch): void {
    super.update(batch);
    batch.rewards[0] = 0;
  }
}

class Explodes extends Reinforce {
  private steps = 0;

  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, ++this.steps === 900 ? Infinity : step);
  }
}

/** Takes what was observed at the end of an episode to be the beginning of another step. */
class CrossesEndings extends TabularLearner {
  protected override valueBehind({ next }: StepBatch): number {
    return this.largest(Number(next));
  }
}

/** Takes nothing to be to come where an episode was cut off. */
class StopsAtCuts extends TabularLearner {
  protected override valueBehind(batch: StepBatch): number {
    return batch.ending === 'none' ? super.valueBehind(batch) : 0;
  }
}

/** Values what was observed before the step in place of what was observed after it. */
class LooksBack extends TabularLearner {
  protected override valueBehind({ observations, ending }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.largest(observations.values[0]!);
  }
}

/** A copy to keep of a batch of one step, as Q-learning reads it. */
function copyOf(batch: StepBatch): StepBatch {
  const [observations, actions] = [batch.observations, batch.actions].map(({ width, values }) => ({
    width,
    values: values.slice(),
  }));
  return { ...batch, observations: observations!, actions: actions!, rewards: batch.rewards.slice() };
}

/** Q-learning that takes nothing to follow a step. */
class Myopic extends TabularLearner {
  protected override valueBehind(): number {
    return 0;
  }
}

/** Sees the reward of the next step, and nothing beyond: a look ahead of two steps. */
class ShortSighted extends TabularLearner {
  private pending: StepBatch | undefined;

  override update(batch: StepBatch): void {
    const { pending } = this;
    this.pending = batch.ending === 'none' ? copyOf(batch) : undefined;
    if (pending) pending.rewards[0]! += 0.9 * batch.rewards[0]!;
    if (pending) super.update(pending);
    if (batch.ending !== 'none') super.update(batch);
  }

  protected override valueBehind(): number {
    return 0;
  }
}

/** Values what follows by the action that was taken before it. */
class SameAction extends TabularLearner {
  protected override valueBehind({ ending, next, actions }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.row(Number(next))[actions.values[0]!]!;
  }
}

/** Waits for the first observation of the next episode, and bootstraps from that. */
class BootstrapsFromRestart extends TabularLearner {
  private ended: StepBatch | undefined;

  override update(batch: StepBatch): void {
    if (this.ended) super.update({ ...this.ended, ending: 'none', next: batch.observations.values[0] });
    this.ended = batch.ending === 'terminated' ? copyOf(batch) : undefined;
    if (!this.ended) super.update(batch);
  }
}

/** States nothing of what it climbs. */
class Silent implements Learner {
  private readonly inner: TabularLearner;
  readonly policy: Policy;

  constructor(observations: number, actions: number) {
    this.inner = new TabularLearner(observations, actions);
    this.policy = this.inner.policy;
  }

  update(batch: StepBatch): void {
    this.inner.update(batch);
  }
}

/** A table that says uniform whatever it has learnt. */
class SaysUniform extends TabularLearner {
  constructor(observations: number, actions: number) {
    super(observations, actions);
    const probabilities = new Float64Array(observations * actions).fill(1 / actions);
    this.policy.table = () => ({ observations, actions, probabilities });
  }
}

/** Its table is that of the greedy policy, without exploration. */
class HidesExploration extends TabularLearner {
  constructor(observations: number, actions: number) {
    super(observations, actions);
    this.policy.table = () => {
      const probabilities = Float64Array.from({ length: observations * actions }, (_, cell) => {
        const row = this.row(Math.floor(cell / actions));
        return Number(row.indexOf(Math.max(...row)) === cell % actions);
      });
      return { observations, actions, probabilities };
    };
  }
}

/** Draws on the same generator whatever stream it is given. */
class OneStream extends Reinforce {
  constructor(policy: ParametricPolicy) {
    super(policy);
    const reset = policy.reset.bind(policy);
    const own = randomStream(7);
    policy.reset = () => reset(own);
  }
}

let shared = 0;

/** Counts the steps of all learners together; the first to learn begins the count anew. */
class SharedSteps extends Reinforce {
  constructor(policy: ParametricPolicy) {
    super(policy);
    shared = 0;
  }

  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, step / (1 + 0.01 * shared++));
  }
}

let seed = 0;

/** Draws on a generator of its own that lives on from learner to learner. */
class OwnChance extends Reinforce {
  protected override learn(batch: StepBatch, row: number, step: number): void {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32;
    super.learn(batch, row, step * (1 + seed / 2 ** 31));
  }
}

class Timed extends Reinforce {
  override update(batch: StepBatch): void {
    if (performance.now() >= 0) super.update(batch);
  }
}

class Outside extends Reinforce {
  override readonly policy: ParametricPolicy;

  constructor(policy: ParametricPolicy) {
    super(policy);
    this.policy = {
      parameters: policy.parameters,
      reset: (random) => policy.reset(random),
      act: (observation) => (policy.act(observation) as number) + 1,
      addScore: (batch, row, weight, into) => policy.addScore(batch, row, weight, into),
    };
  }
}

const bug = (create: new (policy: ParametricPolicy) => Learner) => () => {
  const spec: LearnerSpec = {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({}),
    create: (_options: never, _spaces, policy: Policy | undefined) => {
      if (!policy) throw new RangeError('It trains a policy that is given.');
      return new create(requireParametric(policy));
    },
  };
  return learnerChecks(spec);
};

const own = (create: new (observations: number, actions: number) => Learner) => () => {
  const spec: LearnerSpec = {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({}),
    create: (_options: never, { observationSpace, actionSpace }) => {
      if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
        throw new RangeError('It keeps a table.');
      return new create(observationSpace.size, actionSpace.size);
    },
  };
  return learnerChecks(spec);
};

/** Asks for a policy, and trains another. */
const trainsAnother = (): readonly Check[] => {
  const spec: LearnerSpec = {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({}),
    create: (_options: never, { observationSpace, actionSpace }, policy) => {
      if (!policy) throw new RangeError('It trains a policy that is given.');
      if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
        throw new RangeError('It is for tables.');
      return new Reinforce(new TabularPolicy(observationSpace.size, actionSpace.size));
    },
  };
  return learnerChecks(spec);
};

/** Reads the policy without a look at whether there is one. */
const needsPolicy = (): readonly Check[] => {
  const spec: LearnerSpec = {
    id: 'small',
    summary: 'A small one.',
    options: z.strictObject({}),
    create: (_options: never, _spaces, policy) => {
      if ('parameters' in policy!) return new Reinforce(requireParametric(policy));
      throw new RangeError('It trains a policy with parameters.');
    },
  };
  return learnerChecks(spec);
};

const REFUSES = 'Made without a policy it brings its own, or refuses with a sentence.';
const AT_END = 'After an episode that has terminated it takes nothing to be to come.';
const OTHER = 'Another seed draws other actions.';
const ALONE = 'Learners share nothing: one learns the same where another learns beside it.';
const LAW = 'It acts as often as its table or controller says, before and after it has learnt.';
const LATER_STILL = 'It learns that an action pays two steps later.';
const FORK = 'What follows is worth what it does there, not what it did before.';
const RESTART =
  'What the next episode earns is not credited to the last step of this one, where it climbs the discounted value.';
const LATER = 'It learns that an action pays a step later.';
const AT_CUT = 'What follows an episode that was cut off counts, where it climbs the discounted value.';
const INSIDE = 'It acts inside the action space, and its parameters stay finite.';
const SAME = 'The same seed gives the same bits.';
const LENT = 'It keeps nothing of a lent batch.';
const BATCH = 'It leaves the batch as it is.';
const CHANCE = 'Chance comes from the stream that is given alone: never from Math.random or the clock.';
const LEARNS = 'It learns which of two levers pays.';

const planted: readonly Planted[] = [
  {
    bug: 'a step down instead of up',
    checks: bug(WrongSign),
    rules: [LEARNS, AT_END],
    says: 'chance alone earns 0.5',
  },
  {
    bug: 'a lent batch that is kept',
    checks: bug(KeepsBatch),
    rules: [LENT, LAW, LEARNS],
    says: 'Once lent batches are refilled',
  },
  {
    bug: 'steps that are counted anew once restored',
    checks: bug(BeginsAgain),
    rules: ['Saved, restored in a new one and gone on with, it gives the same bits.'],
    says: 'Restored, it takes action',
  },
  {
    bug: 'writing into a lent batch',
    checks: bug(WritesBack),
    rules: [BATCH],
    says: 'It wrote into a batch',
  },
  {
    bug: 'parameters that blow up',
    checks: bug(Explodes),
    rules: [INSIDE, LAW, LEARNS],
    says: /θ = \(.*NaN/,
  },
  {
    bug: 'chance of its own',
    checks: bug(OwnChance),
    rules: [SAME, ALONE, LENT],
    says: 'A second learner with the same seed',
  },
  { bug: 'a look at the clock', checks: bug(Timed), rules: [CHANCE], says: 'It reads performance.now' },
  {
    bug: 'actions outside their space',
    checks: bug(Outside),
    rules: [INSIDE, SAME, OTHER, ALONE, LENT, CHANCE, LEARNS, AT_END],
    says: '3 is not one of 0 to 2',
  },
  {
    bug: 'a value that crosses the ending of an episode',
    checks: own(CrossesEndings),
    rules: [AT_END],
    says: /takes the better of two actions \d+ % of the time/,
  },
  {
    bug: 'no value behind an episode that was cut off',
    checks: own(StopsAtCuts),
    rules: [AT_CUT],
    says: /takes the better of two actions \d+ % of the time/,
  },
  {
    bug: 'the value of the wrong observation',
    checks: own(LooksBack),
    rules: [LATER, LATER_STILL, FORK, AT_CUT, RESTART],
    says: /takes the better of two actions \d+ % of the time/,
  },
  {
    bug: 'no value of what follows',
    checks: own(Myopic),
    rules: [LATER, LATER_STILL, FORK, AT_CUT, RESTART],
    says: 'After 20000 steps it takes the better of two actions',
  },
  {
    bug: 'a look ahead of two steps alone',
    checks: own(ShortSighted),
    rules: [LATER_STILL, AT_CUT],
    says: 'After 20000 steps it takes the better of two actions',
  },
  {
    bug: 'the value of the action before',
    checks: own(SameAction),
    rules: [LATER, FORK],
    says: 'After 20000 steps it takes the better of two actions',
  },
  {
    bug: 'a value of the next episode behind the end of this one',
    checks: own(BootstrapsFromRestart),
    rules: [RESTART],
    says: 'After 20000 steps it takes the better of two actions',
  },
  {
    bug: 'a table that is uniform whatever it has learnt',
    checks: own(SaysUniform),
    rules: [LAW],
    says: /Before it has learnt it takes action 0 after observation 0 \d+ times of 2000; its table says 0.33/,
  },
  {
    bug: 'a table without the exploration',
    checks: own(HidesExploration),
    rules: [LAW],
    says: /its table says 0\./,
  },
  { bug: 'one stream for all', checks: bug(OneStream), rules: [OTHER], says: 'draw the same 400 actions' },
  {
    bug: 'a count that learners share',
    checks: bug(SharedSteps),
    rules: [ALONE],
    says: 'where another learns beside it',
  },
  {
    bug: 'a policy that is asked for and left aside',
    checks: trainsAnother,
    rules: ['It trains the policy that it is given, or does without one.'],
    says: 'trains another policy than the one it is given',
  },
  {
    bug: 'a policy that is taken for granted',
    checks: needsPolicy,
    rules: [REFUSES],
    says: 'which is no InputError',
  },
];

describe('The rules for learners', () => {
  it('pass online ascent', () => expectSound(bug(Reinforce)(), 11));
  it('pass a table of action values', () => expectSound(own(TabularLearner)(), 14));
  it('pass it where it can be saved', () => expectSound(bug(Saving)(), 13));

  it('decide nothing on what follows where it does not state what it climbs, nor on what it cannot save', async () => {
    const reasons = await undecidedRules(own(Silent)());
    expect([...reasons.keys()]).to.deep.equal([
      'Saved, restored in a new one and gone on with, it gives the same bits.',
      LAW,
      ...[LATER, LATER_STILL, FORK, AT_CUT, RESTART],
    ]);
    expect(reasons.get(LATER)).to.match(/give it an `objective`/);
  });

  itCatches(planted);
});
