import type {
  Critic,
  DiscountedEstimate,
  Estimator,
  EstimatorSpec,
  GradientEstimate,
  GradientTarget,
  ParametricPolicy,
  StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { brokenRules, expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { runChecks } from './run-checks.js';
import { expect } from 'chai';
import { estimatorChecks } from './estimator-checks.js';

/** The paper's GPOMDP, step by step: sound, and every part of it open to a bug. */
class Forward implements Estimator {
  readonly target: GradientTarget;
  protected readonly trace: Float64Array;
  protected readonly sum: Float64Array;
  protected steps = 0;
  protected total = 0;

  constructor(
    protected readonly policy: ParametricPolicy,
    protected readonly beta: number,
  ) {
    this.trace = new Float64Array(policy.parameters.length);
    this.sum = new Float64Array(policy.parameters.length);
    this.target = { objective: 'average', beta };
  }

  reset(): void {
    this.trace.fill(0);
    this.sum.fill(0);
    this.steps = 0;
    this.total = 0;
  }

  update(batch: StepBatch): void {
    for (let row = 0; row < batch.length; row++) this.step(batch, row);
    if (batch.ending !== 'none') this.end();
  }

  estimate(): GradientEstimate {
    const gradient = this.sum.slice();
    scale(gradient, 1 / this.steps);
    return { gradient, steps: this.steps, averageReward: this.total / this.steps };
  }

  protected step(batch: StepBatch, row: number): void {
    scale(this.trace, this.beta);
    this.policy.addScore(batch, row, 1, this.trace);
    addScaled(this.sum, batch.rewards[row]!, this.trace);
    this.total += batch.rewards[row]!;
    this.steps++;
  }

  protected end(): void {
    this.trace.fill(0);
  }
}

class WrongSign extends Forward {
  protected override step(batch: StepBatch, row: number): void {
    scale(this.trace, this.beta);
    this.policy.addScore(batch, row, -1, this.trace);
    addScaled(this.sum, batch.rewards[row]!, this.trace);
    this.total += batch.rewards[row]!;
    this.steps++;
  }
}

/** Weighs each reward with the trace before its own score joined it. */
class LateScore extends Forward {
  protected override step(batch: StepBatch, row: number): void {
    addScaled(this.sum, batch.rewards[row]!, this.trace);
    scale(this.trace, this.beta);
    this.policy.addScore(batch, row, 1, this.trace);
    this.total += batch.rewards[row]!;
    this.steps++;
  }
}

class CarriesOn extends Forward {
  protected override end(): void {
    return;
  }
}

/** Takes each batch for a path of its own. */
class BatchByBatch extends Forward {
  override update(batch: StepBatch): void {
    this.trace.fill(0);
    super.update(batch);
  }
}

/** Learns of a batch only once the next has come. */
class KeepsBatch extends Forward {
  private kept: StepBatch | undefined;

  override reset(): void {
    this.kept = undefined;
    super.reset();
  }

  override update(batch: StepBatch): void {
    if (this.kept) super.update(this.kept);
    this.kept = batch;
  }

  override estimate(): GradientEstimate {
    if (this.kept) super.update(this.kept);
    this.kept = undefined;
    return super.estimate();
  }
}

class ReadsOn extends Forward {
  override update(batch: StepBatch): void {
    super.update({ ...batch, length: Math.min(batch.length + 1, batch.rewards.length) });
  }
}

class KeepsTrace extends Forward {
  override reset(): void {
    const trace = this.trace.slice();
    super.reset();
    this.trace.set(trace);
  }
}

class KeepsRewards extends Forward {
  override reset(): void {
    const { total } = this;
    super.reset();
    this.total = total;
  }
}

class LendsItsSum extends Forward {
  override estimate(): GradientEstimate {
    return { ...super.estimate(), gradient: this.sum };
  }
}

class CountsBatches extends Forward {
  private batches = 0;

  override reset(): void {
    this.batches = 0;
    super.reset();
  }

  override update(batch: StepBatch): void {
    super.update(batch);
    this.batches++;
  }

  override estimate(): GradientEstimate {
    return { ...super.estimate(), steps: this.batches };
  }
}

class WritesBack extends Forward {
  override update(batch: StepBatch): void {
    super.update(batch);
    batch.rewards[0] = 0;
  }
}

/** States nothing of what it estimates. */
/** Twice ∇_βη, downwards, of an estimator that has no option named beta and states its target. */
class TwiceDownwards extends Forward {
  override estimate(): GradientEstimate {
    const { gradient, ...rest } = super.estimate();
    return { ...rest, gradient: gradient.map((value) => -2 * value) };
  }
}

let latest: readonly [Forward, Float64Array] | undefined;

/** One trace for all: it is that of whoever was shown a batch last. */
class SharesTrace extends Forward {
  override update(batch: StepBatch): void {
    if (latest && latest[0] !== this && latest[1].length === this.trace.length) this.trace.set(latest[1]);
    super.update(batch);
    latest = [this, this.trace];
  }

  override reset(): void {
    super.reset();
    latest = undefined;
  }
}

/** Reads the clock, and does nothing with it. */
class Timed extends Forward {
  override update(batch: StepBatch): void {
    if (performance.now() >= 0) super.update(batch);
  }
}

class Targetless implements Estimator {
  private readonly forward: Forward;

  constructor(policy: ParametricPolicy, beta: number) {
    this.forward = new Forward(policy, beta);
  }

  reset(): void {
    this.forward.reset();
  }

  update(batch: StepBatch): void {
    this.forward.update(batch);
  }

  estimate(): GradientEstimate {
    return this.forward.estimate();
  }
}

/** States ∇η, and keeps the trace of its option. */
class ClaimsAll extends Forward {
  override readonly target: GradientTarget = { objective: 'average' };
}

/** Takes the value of what is seen off what follows, once, beside its own score. */
class WithBaseline extends Forward {
  private values = new Float64Array(0);

  constructor(
    policy: ParametricPolicy,
    beta: number,
    private readonly critic?: Critic,
  ) {
    super(policy, beta);
  }

  override update(batch: StepBatch): void {
    this.values = new Float64Array(batch.length + 1);
    this.critic?.values(batch, this.values);
    super.update(batch);
  }

  protected override step(batch: StepBatch, row: number): void {
    super.step(batch, row);
    this.takeOff(batch, row, this.values[row]!);
  }

  protected takeOff(batch: StepBatch, row: number, value: number): void {
    this.policy.addScore(batch, row, -value, this.sum);
  }
}

/** Takes the value off the reward: the scores of steps before it, which it depends on, weigh it too. */
class InsideTheTrace extends WithBaseline {
  protected override takeOff(_batch: StepBatch, _row: number, value: number): void {
    addScaled(this.sum, -value, this.trace);
  }
}

/** Takes the average reward off each reward, as its target says. */
class Centred extends Forward {
  override readonly target: GradientTarget = {
    ...{ objective: 'average', beta: this.beta, endings: 'centred' },
  };
  private readonly counted = this.trace.slice();
  private ended = false;

  override reset(): void {
    super.reset();
    this.counted.fill(0);
    this.ended = false;
  }

  override estimate(): GradientEstimate {
    const estimate = super.estimate();
    if (this.ended) addScaled(estimate.gradient, -this.subtracted() / this.steps, this.counted);
    return estimate;
  }

  protected override step(batch: StepBatch, row: number): void {
    super.step(batch, row);
    addScaled(this.counted, 1, this.trace);
  }

  protected override end(): void {
    super.end();
    this.ended = true;
  }

  protected subtracted(): number {
    return this.total / this.steps;
  }
}

/** Takes a constant on the scale of returns off rewards. */
class WrongScale extends Centred {
  protected override subtracted(): number {
    return super.subtracted() / (1 - this.beta);
  }
}

/** Says that it centres rewards. */
class Uncentred extends Centred {
  protected override subtracted(): number {
    return 0;
  }
}

/** States errors, and makes several estimates of one path. */
class Several extends Forward {
  override estimate(): GradientEstimate {
    const estimate = super.estimate();
    return { ...estimate, standardError: estimate.gradient.map(() => this.error()) };
  }

  estimates(): readonly DiscountedEstimate[] {
    return [{ ...this.estimate(), beta: this.beta }];
  }

  /** About what the estimates on the small models scatter by, where T is 4000. */
  protected error(): number {
    return 1 / Math.sqrt(this.steps);
  }
}

class SmallErrors extends Several {
  protected override error(): number {
    return 1 / this.steps;
  }
}

/** Says how high it stands: the average reward, with about the error that this has on the small models. */
class Valued extends Forward {
  override estimate(): GradientEstimate {
    return { ...super.estimate(), value: this.value(), valueStandardError: this.valueError() };
  }

  protected value(): number {
    return this.total / this.steps;
  }

  protected valueError(): number {
    return 1 / Math.sqrt(this.steps);
  }
}

/** Counts one reward too few. */
class HighValue extends Valued {
  protected override value(): number {
    return super.value() + 0.1;
  }
}

class SmallValueErrors extends Valued {
  protected override valueError(): number {
    return 1 / this.steps;
  }
}

class OtherFirst extends Several {
  override estimates(): readonly DiscountedEstimate[] {
    return [{ ...this.estimate(), gradient: this.trace.slice(), beta: 0 }];
  }
}

/** Scores rows that it has cut by the columns it knows. */
class DropsMemory extends Forward {
  override update(batch: StepBatch): void {
    super.update({ ...batch, memory: undefined });
  }
}

/** Takes what was remembered after a step for what was remembered before it. */
class MistakesMemory extends Forward {
  override update(batch: StepBatch): void {
    const { memory } = batch;
    super.update({ ...batch, memory: memory && { before: memory.after, after: memory.after } });
  }
}

/** Can be saved. */
class Saving extends Forward {
  save(): unknown {
    const { steps, total } = this;
    return { trace: [...this.trace], sum: [...this.sum], steps, total };
  }

  restore(saved: unknown): void {
    const { trace, sum, steps, total } = state.parse(saved);
    this.trace.set(trace);
    this.sum.set(sum);
    this.steps = steps;
    this.total = total;
  }
}

const state = z.object({
  trace: z.array(z.number()),
  sum: z.array(z.number()),
  steps: z.number(),
  total: z.number(),
});

/** Counts the newest score alone, at every T. */
class KeepsItsBias extends Forward {
  override readonly target: GradientTarget = { objective: 'average' };
  readonly balancesBias = true;

  constructor(policy: ParametricPolicy) {
    super(policy, 0);
  }
}

class SavesNoTrace extends Saving {
  override restore(saved: unknown): void {
    super.restore(saved);
    this.trace.fill(0);
  }
}

class ForgetsWhenSaved extends Saving {
  override save(): unknown {
    const saved = super.save();
    this.trace.fill(0);
    return saved;
  }
}

function specOf(
  create: new (policy: ParametricPolicy, beta: number, critic?: Critic) => Estimator,
): EstimatorSpec {
  const options = z.strictObject({
    beta: z.number().min(0).lt(1).default(0.8).describe('Discount of the trace'),
  });
  return {
    id: 'forward',
    summary: 'GPOMDP step by step.',
    options,
    create: ({ beta }: z.infer<typeof options>, policy, critic) => new create(policy, beta, critic),
  };
}

const MEMORY = 'With a memory it gives the estimate of the product of problem and memory.';
const GOES_ON = 'Saved, restored in a new one and gone on with, it gives the same bits.';
const COUNTS = 'The estimate tells how many steps it rests on, and their average reward.';
const CUTS = 'The estimate does not depend on how the path is cut into batches.';
const LENT = 'It keeps nothing of a lent batch, and reads no row behind its last.';
const GIVEN = 'It leaves batch and parameters as they are.';
const KEEPS =
  'The estimate is the caller’s to keep: what follows does not change it, nor the other way round.';
const RESET = 'Reset forgets the past.';
const RECURSION = 'It gives the forward recursion of the paper, to 1e-12.';
const ENDING =
  'Where an episode ends or is cut off, it does with its trace and the rewards what its target says.';
const EXACT = 'Many estimates average to the exact gradient, on a path without end.';
const EXACT_EPISODES = 'Many estimates average to the exact gradient, on episodes.';
const EXACT_MEMORY = 'With a memory many estimates average to the exact gradient, on a path without end.';
const EXACT_MEMORY_EPISODES = 'With a memory many estimates average to the exact gradient, on episodes.';
const ALL_EXACT = [EXACT, EXACT_EPISODES, EXACT_MEMORY, EXACT_MEMORY_EPISODES];

const bug =
  (create: new (policy: ParametricPolicy, beta: number) => Estimator, forwardRecursion = true) =>
  () =>
    estimatorChecks(specOf(create), { forwardRecursion });

const withCritic =
  (create: new (policy: ParametricPolicy, beta: number, critic?: Critic) => Estimator) => () =>
    estimatorChecks(specOf(create), { forwardRecursion: true, baseline: true });

const planted: readonly Planted[] = [
  {
    bug: 'a baseline inside the trace',
    checks: withCritic(InsideTheTrace),
    rules: [
      'With any critic as its baseline many estimates average to the exact gradient, on a path without end.',
      'With any critic as its baseline many estimates average to the exact gradient, on episodes.',
    ],
    says: 'standard errors away',
  },
  {
    bug: 'a target that is not that of its β',
    checks: bug(ClaimsAll, false),
    // Without endings the bias of β = 0.8 is too small for 40 runs.
    rules: [EXACT_EPISODES, EXACT_MEMORY_EPISODES],
    says: '∇η is',
  },
  {
    bug: 'a bias that stays as it is, of an estimator that is said to balance it against noise',
    checks: bug(KeepsItsBias, false),
    rules: ['Its error falls as paths lengthen, on a path without end and on episodes.'],
    says: 'after 16 times as many',
  },
  {
    bug: 'a value that is too high',
    checks: bug(HighValue),
    rules: ALL_EXACT,
    says: 'what is climbed is',
  },
  {
    bug: 'errors of the value that are too small',
    checks: bug(SmallValueErrors),
    rules: ALL_EXACT,
    says: 'their standard errors say',
  },
  {
    bug: 'a score with the wrong sign',
    checks: bug(WrongSign),
    rules: [RECURSION, ENDING, ...ALL_EXACT],
    says: 'by the recursion',
  },
  {
    bug: 'a score with the wrong sign, by exact mathematics alone',
    checks: bug(WrongSign, false),
    rules: ALL_EXACT,
    says: 'standard errors away',
  },
  {
    bug: 'a score that counts one reward late',
    checks: bug(LateScore, false),
    rules: ALL_EXACT,
    says: '∇_βη at β = 0.8',
  },
  {
    bug: 'a trace that is not reset at an ending',
    checks: bug(CarriesOn),
    rules: [ENDING, EXACT_EPISODES, EXACT_MEMORY_EPISODES],
    says: 'by the recursion',
  },
  {
    bug: 'a trace that is reset with every batch',
    checks: bug(BatchByBatch),
    rules: [CUTS, RECURSION, ENDING],
    says: 'In batches of 1 the estimate is',
  },
  {
    bug: 'a lent batch that is kept',
    checks: bug(KeepsBatch),
    rules: [COUNTS, CUTS, LENT, KEEPS, MEMORY, RECURSION, ENDING],
    says: 'Once lent batches were refilled',
  },
  {
    bug: 'rows read behind the last',
    checks: bug(ReadsOn),
    rules: [COUNTS, CUTS, LENT, KEEPS, MEMORY, RECURSION, ENDING, EXACT_EPISODES, EXACT_MEMORY_EPISODES],
    says: 'Once lent batches were refilled',
  },
  {
    bug: 'a reset that forgets all but the trace',
    checks: bug(KeepsTrace),
    rules: [RESET],
    says: 'After a reset a path gives',
  },
  {
    bug: 'a reset that forgets all but the rewards',
    checks: bug(KeepsRewards),
    rules: [RESET],
    says: 'After a reset it says that rewards average',
  },
  {
    bug: 'an estimate that is not the caller’s',
    checks: bug(LendsItsSum, false),
    rules: [KEEPS, ...ALL_EXACT],
    says: 'changed with the steps that followed',
  },
  {
    bug: 'batches counted for steps',
    checks: bug(CountsBatches),
    rules: [COUNTS],
    says: 'After 5000 steps it says that it rests on 20',
  },
  {
    bug: 'rows without their memory',
    checks: bug(DropsMemory),
    rules: [MEMORY],
    says: 'needs the memory columns',
  },
  {
    bug: 'the memory of the next step',
    checks: bug(MistakesMemory),
    rules: [MEMORY, EXACT_MEMORY, EXACT_MEMORY_EPISODES],
    says: 'on the product',
  },
  {
    bug: 'an average on the scale of returns',
    checks: bug(WrongScale),
    rules: [ENDING, EXACT_EPISODES, EXACT_MEMORY_EPISODES],
    says: 'standard errors away',
  },
  {
    bug: 'rewards that are not centred',
    checks: bug(Uncentred),
    rules: [ENDING, EXACT_EPISODES, EXACT_MEMORY_EPISODES],
    says: 'standard errors away',
  },
  {
    bug: 'errors that fall as 1/T',
    checks: bug(SmallErrors),
    rules: ALL_EXACT,
    says: 'their standard errors say',
  },
  {
    bug: 'another estimate first of several',
    checks: bug(OtherFirst, false),
    rules: ['The first of its estimates of one path is its estimate.', ...ALL_EXACT],
    says: 'first of several',
  },
  {
    bug: 'a trace that is not restored',
    checks: bug(SavesNoTrace),
    rules: [GOES_ON],
    says: 'Restored after 1 steps',
  },
  {
    bug: 'a trace that is lost when it is saved',
    checks: bug(ForgetsWhenSaved),
    rules: [GOES_ON],
    says: 'Once it was saved after 1 steps',
  },
  {
    bug: 'twice the gradient with the sign turned, by exact mathematics alone',
    checks: bug(TwiceDownwards, false),
    rules: ALL_EXACT,
    says: 'standard errors away',
  },
  {
    bug: 'a look at the clock',
    checks: bug(Timed, false),
    rules: ['Chance and the clock have no part in it: never Math.random or Date.now.'],
    says: 'It reads performance.now',
  },
  { bug: 'writing into a lent batch', checks: bug(WritesBack), rules: [GIVEN], says: 'wrote into a batch' },
];

describe('The rules for estimators', () => {
  it('pass the recursion of the paper', () => expectSound(bug(Forward)(), 17));

  it('pass it under a seed whose paths meet a memory at the start alone, so that its error is of order 1/T', () =>
    expectSound(estimatorChecks(specOf(Forward), { seed: 4 }), 16));

  it('pass it with the values of a critic taken off', () => expectSound(withCritic(WithBaseline)(), 19));

  it('pass it with rewards that are centred', () => expectSound(bug(Centred)(), 17));

  it('pass it with values that have standard errors', () => expectSound(bug(Valued)(), 17));

  it('pass the same where it can be saved', () => expectSound(bug(Saving)(), 19));

  it('do not decide what is estimated where no target is stated, whatever options are called', async () => {
    const undecided: string[] = [];
    for await (const outcome of runChecks(bug(Targetless, false)()))
      if (outcome.reason) undecided.push(`${outcome.rule} ${outcome.reason}`);
    expect(undecided.join()).to.match(/^Many estimates average .* It states no target/);
  });

  it('hold it to the target of the settings where it states none', async () => {
    const target = { objective: 'average', beta: 0.2 } as const;
    const broken = await brokenRules(estimatorChecks(specOf(Targetless), { target }));
    expect([...broken.keys()]).to.include.members([EXACT]);
  });

  it('catch a trace that estimators share', async () => {
    const broken = await brokenRules(bug(SharesTrace, false)());
    expect([...broken.keys()]).to.include.members([
      'Estimators share nothing: one gives the same estimate where another is shown another path beside it.',
    ]);
  });

  itCatches(planted);
});
