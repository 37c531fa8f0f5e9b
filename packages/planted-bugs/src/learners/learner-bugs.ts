import { learnerChecks } from '@pomdp-gym/conformance';
import {
  type FiniteTable,
  hasActWithScore,
  isParametric,
  type Learner,
  type LearnerSpec,
  type ParametricPolicy,
  type Policy,
  type Random,
  type StepBatch,
  type StepwiseLearner,
  type TraceAscent,
} from '@pomdp-gym/contracts';
import { addScaled, randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { forbidden } from '../forbidden.js';
import type { PlantedBug } from '../planted-bug.js';

const [STEP, DISCOUNT, EXPLORATION] = [0.1, 0.9, 0.1];

/** θ += α r ∇log μ (REINFORCE with a horizon of one step). Sound; each part of it is open to a bug. */
class Reinforce implements Learner {
  constructor(readonly policy: ParametricPolicy) {}

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) this.learn(batch, row, STEP * batch.rewards[row]!);
  }

  protected learn(batch: StepBatch, row: number, step: number): void {
    const score = new Float64Array(this.policy.parameters.length);
    this.policy.addScore(batch, row, 1, score);
    addScaled(this.policy.parameters, step, score);
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
    batch.rewards.fill(0, 0, batch.length);
  }
}

/** Divides by the variance of the rewards so far, which is zero as long as they are equal. */
class Normalises extends Reinforce {
  private last = 0;

  protected override learn(batch: StepBatch, row: number, step: number): void {
    const reward = batch.rewards[row]!;
    super.learn(batch, row, step / Math.abs(reward - this.last));
    this.last = reward;
  }
}

let steps = 0;

/** Its step grows shorter with the steps of all learners together. */
class SharesSchedule extends Reinforce {
  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, step / (1 + 0.01 * (steps++ % 997)));
  }
}

class Hurried extends Reinforce {
  override update(batch: StepBatch): void {
    if (forbidden(performance, 'now') >= 0) super.update(batch);
  }
}

/** Its step grows shorter with its own steps, and it can be saved. */
class Saving extends Reinforce {
  protected count = 0;

  protected override learn(batch: StepBatch, row: number, step: number): void {
    super.learn(batch, row, step / (1 + 0.01 * this.count++));
  }

  save(): unknown {
    return { theta: [...this.policy.parameters], count: this.count };
  }

  restore(saved: unknown): void {
    const { theta, count } = z.object({ theta: z.array(z.number()), count: z.number() }).parse(saved);
    this.policy.parameters.set(theta);
    this.count = count;
  }
}

class ScheduleAnew extends Saving {
  override restore(saved: unknown): void {
    super.restore(saved);
    this.count = 0;
  }
}

/** Saves how far it has come, and not the parameters of its policy. */
class SavesNoParameters extends Saving {
  override restore(saved: unknown): void {
    const theta = this.policy.parameters.slice();
    super.restore(saved);
    this.policy.parameters.set(theta);
  }
}

/** Q-learning over a table, ε-greedy (Watkins 1989). Sound; each part of it is open to a bug. */
class QTable implements Learner {
  readonly objective = 'discounted';
  readonly policy: Policy;
  protected readonly values: Float64Array;
  protected random: Random | undefined;

  constructor(
    observations: number,
    protected readonly actions: number,
  ) {
    this.values = new Float64Array(observations * actions);
    this.policy = {
      reset: (random) => void (this.random = random),
      act: (observation) => this.choose(Number(observation)),
    };
  }

  update(batch: StepBatch): void {
    const cell = batch.observations.values[0]! * this.actions + batch.actions.values[0]!;
    const target = batch.rewards[0]! + DISCOUNT * this.behind(batch);
    this.values[cell]! += STEP * (target - this.values[cell]!);
  }

  /** What is still to come after a step. */
  protected behind({ ending, next }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.largest(Number(next));
  }

  protected largest(observation: number): number {
    return Math.max(...this.row(observation));
  }

  protected row(observation: number): Float64Array {
    return this.values.subarray(observation * this.actions, (observation + 1) * this.actions);
  }

  protected choose(observation: number): number {
    if (!this.random) throw new Error('Call reset before act.');
    if (this.random.uniform() < EXPLORATION) return Math.floor(this.random.uniform() * this.actions);
    return this.row(observation).indexOf(this.largest(observation));
  }
}

class PastTheEnd extends QTable {
  protected override behind({ next }: StepBatch): number {
    return this.largest(Number(next));
  }
}

class CutForEnd extends QTable {
  protected override behind(batch: StepBatch): number {
    return batch.ending === 'none' ? super.behind(batch) : 0;
  }
}

class AtOnce extends QTable {
  protected override behind(): number {
    return 0;
  }
}

class WrongCell extends QTable {
  protected override behind({ observations, ending }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.largest(observations.values[0]!);
  }
}

/** Adds the largest reward that was seen where the step leads, and nothing of what comes after that. */
class TwoSteps extends QTable {
  private readonly rewards = new Float64Array(this.values.length);

  override update(batch: StepBatch): void {
    const cell = batch.observations.values[0]! * this.actions + batch.actions.values[0]!;
    this.rewards[cell]! += STEP * (batch.rewards[0]! - this.rewards[cell]!);
    super.update(batch);
  }

  protected override behind({ ending, next }: StepBatch): number {
    const at = Number(next) * this.actions;
    return ending === 'terminated' ? 0 : Math.max(...this.rewards.subarray(at, at + this.actions));
  }
}

/** Values where the step leads by the action of the step itself. */
class SameAction extends QTable {
  protected override behind({ actions, ending, next }: StepBatch): number {
    return ending === 'terminated' ? 0 : this.row(Number(next))[actions.values[0]!]!;
  }

  protected override choose(observation: number): number {
    const action = super.choose(observation);
    return this.random && this.random.uniform() < 0.3
      ? Math.floor(this.random.uniform() * this.actions)
      : action;
  }
}

/** SARSA: waits for the next action before it learns from a step, and takes the first of the next episode for it too. */
class AcrossEpisodes extends QTable {
  private pending: { cell: number; reward: number } | undefined;

  override update(batch: StepBatch): void {
    const cell = batch.observations.values[0]! * this.actions + batch.actions.values[0]!;
    if (this.pending) this.learn(this.pending, this.values[cell]!);
    this.pending = { cell, reward: batch.rewards[0]! };
    if (batch.ending !== 'truncated') return;
    this.learn(this.pending, this.behind(batch));
    this.pending = undefined;
  }

  private learn({ cell, reward }: { cell: number; reward: number }, follows: number): void {
    this.values[cell]! += STEP * (reward + DISCOUNT * follows - this.values[cell]!);
  }
}

/** Its table says what is greedy, where it explores. */
class GreedyTable extends QTable {
  constructor(
    private readonly observations: number,
    actions: number,
  ) {
    super(observations, actions);
    Object.assign(this.policy, { table: () => this.greedyTable() });
  }

  private greedyTable(): FiniteTable {
    const { observations, actions } = this;
    const probabilities = new Float64Array(observations * actions);
    for (let y = 0; y < observations; y++)
      probabilities[y * actions + this.row(y).indexOf(this.largest(y))] = 1;
    return { observations, actions, probabilities };
  }
}

let explored = 0;

/** Explores less and less, with the steps of all learners since the last one was made. */
class SharesExploration extends QTable {
  constructor(observations: number, actions: number) {
    super(observations, actions);
    explored = 0;
  }

  protected override choose(observation: number): number {
    const action = super.choose(observation);
    return this.random && this.random.uniform() < 1 / (1 + 0.1 * explored++) ? 0 : action;
  }
}

/** Acts by a stream of its own, whatever stream its policy is reset with. */
class OwnSeed extends Reinforce {
  override readonly policy: ParametricPolicy;

  constructor(given: ParametricPolicy) {
    super(given);
    this.policy = {
      parameters: given.parameters,
      reset: () => given.reset(randomStream(42, 'learner')),
      act: (observation) => given.act(observation),
      addScore: (batch, row, weight, into) => given.addScore(batch, row, weight, into),
      table: () => {
        const table = given.table?.();
        if (!table) throw new RangeError('It trains a policy with a table.');
        return table;
      },
    };
  }
}

class LeastValue extends QTable {
  protected override choose(observation: number): number {
    const action = super.choose(observation);
    const row = this.row(observation);
    return action === row.indexOf(this.largest(observation)) ? row.indexOf(Math.min(...row)) : action;
  }
}

/** Counts actions from one. */
class FromOne extends QTable {
  protected override choose(observation: number): number {
    return super.choose(observation) + 1;
  }
}

/** Explores by Math.random. */
class OwnChance extends QTable {
  protected override choose(observation: number): number {
    const explores = forbidden(Math, 'random') < 0;
    return explores ? 0 : super.choose(observation);
  }
}

/** θ of a policy of its own, as many as the one that it is given has. */
class TrainsAnother extends Reinforce {
  constructor(given: ParametricPolicy) {
    const parameters = given.parameters.slice();
    super({
      parameters,
      reset: (random) => given.reset(random),
      act: (observation) => {
        given.parameters.set(parameters);
        return given.act(observation);
      },
      addScore: (batch, row, weight, into) => {
        given.parameters.set(parameters);
        given.addScore(batch, row, weight, into);
      },
    });
  }
}

/** Learns step by step too: an ascent along a trace that forgets at once. Sound; each part of it is open to a bug. */
class Stepping extends Reinforce {
  readonly stepwise: StepwiseLearner;
  protected readonly score: Float64Array;

  constructor(policy: ParametricPolicy) {
    super(policy);
    this.score = new Float64Array(policy.parameters.length);
    this.stepwise = {
      ascent: this.ascent(),
      act: (observation) => this.actBy(policy, observation),
      learn: (reward) => this.learnFrom(reward),
    };
  }

  protected ascent(): TraceAscent {
    return {
      policy: this.policy,
      trace: this.score,
      ...{ beta: 0, step: STEP, isRelative: false, decay: 0, subtractsMean: false },
      progress: { steps: 0, largest: 0, meanReward: 0 },
    };
  }

  protected learnFrom(reward: number): void {
    addScaled(this.policy.parameters, STEP * reward, this.score);
  }

  private actBy(policy: ParametricPolicy, observation: number): number {
    if (!hasActWithScore(policy)) throw new RangeError('It trains a policy that draws with its score.');
    this.score.fill(0);
    return policy.actWithScore(observation, this.score);
  }
}

/** Step by step it learns from the reward of the step before. */
class LateReward extends Stepping {
  private last = 0;

  protected override learnFrom(reward: number): void {
    super.learnFrom(this.last);
    this.last = reward;
  }
}

/** Describes a trace that remembers. */
class OtherTrace extends Stepping {
  protected override ascent(): TraceAscent {
    return { ...super.ascent(), beta: 0.5 };
  }
}

const LENT = 'It keeps nothing of a lent batch.';
const CHANCE = 'Chance comes from the stream that is given alone: never from Math.random or the clock.';
const GOES_ON = 'Saved, restored in a new one and gone on with, it gives the same bits.';
const INSIDE = 'It acts inside the action space, and its parameters stay finite.';
const LEARNS = 'It learns which of two levers pays.';

type Create = LearnerSpec['create'];

function learnerBug(name: string, wrong: string, rule: string, create: Create): PlantedBug {
  const spec: LearnerSpec = {
    id: 'small',
    summary: 'A small learner.',
    options: z.strictObject({}),
    create,
  };
  return { id: `learner/${name}`, wrong, rule, checks: () => learnerChecks(spec) };
}

/** A learner that trains the policy that it is given. */
function training(create: new (policy: ParametricPolicy) => Learner): Create {
  return (_options, _spaces, policy) => {
    if (!policy || !isParametric(policy)) throw new RangeError('It trains a parametric policy.');
    return new create(policy);
  };
}

/** A learner with a table of its own. */
function tabled(create: new (observations: number, actions: number) => Learner): Create {
  return (_options, { observationSpace, actionSpace }) => {
    if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
      throw new RangeError('The learner keeps a table: it needs finite observations and actions.');
    return new create(observationSpace.size, actionSpace.size);
  };
}

/** Mistakes of learners. */
export const learnerBugs = [
  learnerBug('down-the-hill', 'It steps against the gradient.', LEARNS, training(WrongSign)),
  learnerBug('least-value', 'It takes the action of the least value.', LEARNS, tabled(LeastValue)),
  learnerBug('batch-kept', 'A lent batch is kept until the next one comes.', LENT, training(KeepsBatch)),
  learnerBug(
    'writes-into-batch',
    'It sets the rewards of a lent batch to zero.',
    'It leaves the batch as it is.',
    training(WritesBack),
  ),
  learnerBug(
    'divides-by-zero',
    'It divides by the change of the reward, which is zero where two are equal.',
    INSIDE,
    training(Normalises),
  ),
  learnerBug('action-from-one', 'Actions are counted from 1, and the space from 0.', INSIDE, tabled(FromOne)),
  learnerBug(
    'schedule-shared',
    'The length of its step depends on the steps of all learners, in a variable of the module.',
    'The same seed gives the same bits.',
    training(SharesSchedule),
  ),
  learnerBug(
    'late-reward-step-by-step',
    'Step by step it learns from the reward of the step before.',
    'Step by step it learns what it learns from batches of one step, to the bit.',
    training(LateReward),
  ),
  learnerBug(
    'ascent-of-another-trace',
    'It describes its ascent with a trace that remembers, and has one that does not.',
    'The ascent that it describes is how it learns, to the bit.',
    training(OtherTrace),
  ),
  learnerBug('math-random', 'It calls Math.random as it explores.', CHANCE, tabled(OwnChance)),
  learnerBug('clock', 'It reads the clock as it learns.', CHANCE, training(Hurried)),
  learnerBug(
    'schedule-not-restored',
    'Restoring begins its step sizes anew.',
    GOES_ON,
    training(ScheduleAnew),
  ),
  learnerBug(
    'parameters-not-saved',
    'What it saves leaves the parameters of its policy out.',
    GOES_ON,
    training(SavesNoParameters),
  ),
  learnerBug(
    'value-past-the-end',
    'It bootstraps past the end of an episode.',
    'After an episode that has terminated it takes nothing to be to come.',
    tabled(PastTheEnd),
  ),
  learnerBug(
    'cut-for-end',
    'It takes an episode that was cut off for one that has ended.',
    'What follows an episode that was cut off counts, where it climbs the discounted value.',
    tabled(CutForEnd),
  ),
  learnerBug(
    'nothing-to-come',
    'It learns from the next reward alone, and says that it climbs the discounted value.',
    'It learns that an action pays a step later.',
    tabled(AtOnce),
  ),
  learnerBug(
    'value-of-the-wrong-cell',
    'It bootstraps from what was seen before a step in place of what was seen after it.',
    'It learns that an action pays a step later.',
    tabled(WrongCell),
  ),
  learnerBug(
    'two-steps-ahead',
    'It looks at the reward of the next step, and at nothing behind it.',
    'It learns that an action pays two steps later.',
    tabled(TwoSteps),
  ),
  learnerBug(
    'value-of-the-action-before',
    'It values where a step leads by the action that was taken before.',
    'What follows is worth what it does there, not what it did before.',
    tabled(SameAction),
  ),
  learnerBug(
    'credit-across-episodes',
    'The last step of an episode is credited with what the next episode earns.',
    'What the next episode earns is not credited to the last step of this one, where it climbs the discounted value.',
    tabled(AcrossEpisodes),
  ),
  learnerBug(
    'greedy-table-beside-exploration',
    'The table of its policy says what is greedy, and the policy explores one time in ten.',
    'It acts as often as its table or controller says, before and after it has learnt.',
    tabled(GreedyTable),
  ),
  learnerBug(
    'exploration-shared',
    'When it explores depends on a counter of the module, which all learners share.',
    'Learners share nothing: one learns the same where another learns beside it.',
    tabled(SharesExploration),
  ),
  learnerBug(
    'seed-of-its-own',
    'Its policy ignores the stream that it is reset with, and seeds one of its own.',
    'Another seed draws other actions.',
    training(OwnSeed),
  ),
  learnerBug(
    'trains-another-policy',
    'It trains a copy of the policy that it is given.',
    'It trains the policy that it is given, or does without one.',
    training(TrainsAnother),
  ),
  learnerBug(
    'no-policy-no-sentence',
    'Made without a policy it fails with a TypeError of the engine.',
    'Made without a policy it brings its own, or refuses with a sentence.',
    (_options, _spaces, policy) => {
      if (!policy || !isParametric(policy))
        throw new TypeError("Cannot read properties of undefined (reading 'parameters')");
      return new Reinforce(policy);
    },
  ),
];
