import { estimatorChecks, type EstimatorSettings } from '@pomdp-gym/conformance';
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
import type { PlantedBug } from '../planted-bug.js';
import { BETA, Forward } from './forward.js';

class WrongSign extends Forward {
  protected override step(batch: StepBatch, row: number): void {
    scale(this.trace, BETA);
    this.policy.addScore(batch, row, -1, this.trace);
    addScaled(this.sum, batch.rewards[row]!, this.trace);
    this.total += batch.rewards[row]!;
    this.steps++;
  }
}

/** Weighs a reward with the trace before the score of its own action joined it. */
class LateScore extends Forward {
  protected override step(batch: StepBatch, row: number): void {
    const reward = batch.rewards[row]!;
    addScaled(this.sum, reward, this.trace);
    scale(this.trace, BETA);
    this.policy.addScore(batch, row, 1, this.trace);
    this.total += reward;
    this.steps++;
  }
}

/** Where scores have cells, it loses the sum of a batch. */
class LosesCells extends Forward {
  override update(batch: StepBatch): void {
    const { scoreCells } = this.policy;
    const before = this.sum.slice();
    super.update(batch);
    if (scoreCells && batch.length > 1) this.sum.set(before);
  }
}

class CarriesOn extends Forward {
  protected override end(): void {
    return;
  }
}

/** Ends its trace where an episode has terminated, and carries it on where one was cut off. */
class CarriesCuts extends Forward {
  override update(batch: StepBatch): void {
    super.update(batch.ending === 'truncated' ? { ...batch, ending: 'none' } : batch);
  }
}

class BatchByBatch extends Forward {
  override update(batch: StepBatch): void {
    this.trace.fill(0);
    super.update(batch);
  }
}

class KeepsBatch extends Forward {
  private kept: StepBatch | undefined;

  override reset(): void {
    super.reset();
    this.kept = undefined;
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

/** Goes one row too far, where the column is longer than the batch. */
class ReadsOn extends Forward {
  override update(batch: StepBatch): void {
    super.update({ ...batch, length: Math.min(batch.length + 1, batch.rewards.length) });
  }
}

class WritesBack extends Forward {
  override update(batch: StepBatch): void {
    super.update(batch);
    batch.rewards.fill(0, 0, batch.length);
  }
}

class KeepsTrace extends Forward {
  override reset(): void {
    const trace = this.trace.slice();
    super.reset();
    this.trace.set(trace);
  }
}

class KeepsTotal extends Forward {
  override reset(): void {
    const { total } = this;
    super.reset();
    this.total = total;
  }
}

/** Divides its own sum, and hands it out. */
class LendsItsSum extends Forward {
  private readonly mean = this.sum.slice();

  override estimate(): GradientEstimate {
    const estimate = super.estimate();
    this.mean.set(estimate.gradient);
    return { ...estimate, gradient: this.mean };
  }
}

class CountsBatches extends Forward {
  private batches = 0;

  override reset(): void {
    super.reset();
    this.batches = 0;
  }

  override update(batch: StepBatch): void {
    super.update(batch);
    this.batches++;
  }

  override estimate(): GradientEstimate {
    return { ...super.estimate(), steps: this.batches };
  }
}

class RewardsOfTheGradient extends Forward {
  override estimate(): GradientEstimate {
    return { ...super.estimate(), averageReward: this.total };
  }
}

/** Divides by T − 1, as a variance is. */
class DividesByLess extends Forward {
  override estimate(): GradientEstimate {
    const estimate = super.estimate();
    scale(estimate.gradient, this.steps / (this.steps - 1));
    return estimate;
  }
}

/** Passes the columns on that it knows. */
class DropsMemory extends Forward {
  override update({ length, observations, actions, rewards, ending }: StepBatch): void {
    super.update({ length, observations, actions, rewards, ending });
  }
}

/** States ∇η, of which its trace leaves a part out. */
class ClaimsGradient extends Forward {
  override readonly target: GradientTarget = { objective: 'average' };
}

/** Takes the value off the reward, which weighs the scores of earlier steps too. */
class InsideTheTrace extends Forward {
  private values = new Float64Array(1);

  override update(batch: StepBatch): void {
    this.values = new Float64Array(batch.length + 1);
    this.critic?.values(batch, this.values);
    super.update(batch);
  }

  protected override step(batch: StepBatch, row: number): void {
    super.step(batch, row);
    addScaled(this.sum, -this.values[row]!, this.trace);
  }
}

/** Errors that fall as 1 / T. */
class SmallErrors extends Forward {
  override estimate(): GradientEstimate {
    const estimate = super.estimate();
    return { ...estimate, standardError: estimate.gradient.map(() => 1 / this.steps) };
  }
}

/** A value on the scale of returns. */
class ValueOfReturns extends Forward {
  override estimate(): GradientEstimate {
    return { ...super.estimate(), value: this.total / this.steps / (1 - BETA) };
  }
}

class OtherFirst extends Forward {
  estimates(): readonly DiscountedEstimate[] {
    const estimate = this.estimate();
    return [
      { ...estimate, gradient: this.trace.slice(), beta: 0 },
      { ...estimate, beta: BETA },
    ];
  }
}

/** Says that it balances its bias against noise, and counts the newest score alone at every T. */
class KeepsItsBias extends Forward {
  override readonly target: GradientTarget = { objective: 'average' };
  readonly balancesBias = true;

  protected override step(batch: StepBatch, row: number): void {
    this.trace.fill(0);
    super.step(batch, row);
  }
}

const state = z.object({
  trace: z.array(z.number()),
  sum: z.array(z.number()),
  steps: z.number(),
  total: z.number(),
});

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

class RestoresNoTrace extends Saving {
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

let trace = new Float64Array(0);

/** Keeps its trace in a variable of the module. */
class SharesTrace extends Forward {
  constructor(policy: ParametricPolicy) {
    super(policy);
    this.reset();
  }

  override reset(): void {
    super.reset();
    trace = new Float64Array(this.policy.parameters.length);
  }

  protected override step(batch: StepBatch, row: number): void {
    this.trace.set(trace.length === this.trace.length ? trace : this.trace);
    super.step(batch, row);
    trace.set(trace.length === this.trace.length ? this.trace : trace);
  }

  protected override end(): void {
    super.end();
    trace.fill(0);
  }
}

const EXACT = 'Many estimates average to the exact gradient, on a path without end.';
const EXACT_EPISODES = 'Many estimates average to the exact gradient, on episodes.';
const GOES_ON = 'Saved, restored in a new one and gone on with, it gives the same bits.';
const RESET = 'Reset forgets the past.';
const LENT = 'It keeps nothing of a lent batch, and reads no row behind its last.';
const COUNTS = 'The estimate tells how many steps it rests on, and their average reward.';
const ENDING =
  'Where an episode ends or is cut off, it does with its trace and the rewards what its target says.';
const recursion = { forwardRecursion: true };

function estimatorBug(
  name: string,
  wrong: string,
  rule: string,
  create: new (policy: ParametricPolicy, critic?: Critic) => Estimator,
  settings: EstimatorSettings = {},
): PlantedBug {
  const spec: EstimatorSpec = {
    id: 'forward',
    summary: 'GPOMDP step by step.',
    options: z.strictObject({}),
    create: (_options, policy, critic) => new create(policy, critic),
  };
  return { id: `estimator/${name}`, wrong, rule, checks: () => estimatorChecks(spec, settings) };
}

/** Mistakes of estimators. */
export const estimatorBugs = [
  estimatorBug('wrong-sign', 'Scores count with the wrong sign.', EXACT, WrongSign),
  estimatorBug(
    'reward-of-the-step-before',
    'A reward is weighed before the score of its own action joins the trace.',
    EXACT,
    LateScore,
  ),
  estimatorBug(
    'trace-over-endings',
    'The trace is not reset where an episode ends.',
    EXACT_EPISODES,
    CarriesOn,
  ),
  estimatorBug(
    'trace-over-cuts',
    'The trace is reset where an episode terminates, and goes on where one is cut off.',
    ENDING,
    CarriesCuts,
    recursion,
  ),
  estimatorBug(
    'divided-by-one-less',
    'The sum is divided by T − 1 in place of T.',
    'It gives the forward recursion of the paper, to 1e-12.',
    DividesByLess,
    recursion,
  ),
  estimatorBug(
    'not-the-target-it-states',
    'It states ∇η as its target, and keeps a discount of .8.',
    EXACT_EPISODES,
    ClaimsGradient,
  ),
  estimatorBug(
    'trace-by-batches',
    'The trace begins anew with every batch.',
    'The estimate does not depend on how the path is cut into batches.',
    BatchByBatch,
  ),
  estimatorBug('batch-kept', 'A lent batch is kept until the next one comes.', LENT, KeepsBatch),
  estimatorBug(
    'rows-behind-the-last',
    'It reads one row more than the batch has, where the column is longer.',
    LENT,
    ReadsOn,
  ),
  estimatorBug(
    'writes-into-batch',
    'It sets the rewards of a lent batch to zero.',
    'It leaves batch and parameters as they are.',
    WritesBack,
  ),
  estimatorBug('reset-keeps-trace', 'Reset forgets all but the trace.', RESET, KeepsTrace),
  estimatorBug('reset-keeps-rewards', 'Reset forgets all but the sum of rewards.', RESET, KeepsTotal),
  estimatorBug(
    'estimate-reused',
    'Every estimate is the same array, written anew.',
    'The estimate is the caller’s to keep: what follows does not change it, nor the other way round.',
    LendsItsSum,
  ),
  estimatorBug('batches-for-steps', 'It counts batches for steps.', COUNTS, CountsBatches),
  estimatorBug(
    'sum-for-average',
    'It reports the sum of the rewards as their average.',
    COUNTS,
    RewardsOfTheGradient,
  ),
  estimatorBug(
    'memory-dropped',
    'It copies the columns of a batch that it knows, and leaves the memory out.',
    'With a memory it gives the estimate of the product of problem and memory.',
    DropsMemory,
  ),
  estimatorBug(
    'baseline-inside-the-trace',
    'The baseline is taken off the reward, so it weighs the scores of earlier steps too.',
    'With any critic as its baseline many estimates average to the exact gradient, on a path without end.',
    InsideTheTrace,
    { baseline: true },
  ),
  estimatorBug('errors-too-small', 'The standard errors fall as 1/T, not as its root.', EXACT, SmallErrors),
  estimatorBug(
    'value-on-the-scale-of-returns',
    'The value is that of a return, where what is climbed is the average.',
    EXACT,
    ValueOfReturns,
  ),
  estimatorBug(
    'another-estimate-first',
    'The first of several estimates is not the one that it states.',
    'The first of its estimates of one path is its estimate.',
    OtherFirst,
  ),
  estimatorBug(
    'bias-never-balanced',
    'It is said to balance bias against noise, and its bias is the same at every T.',
    'Its error falls as paths lengthen, on a path without end and on episodes.',
    KeepsItsBias,
  ),
  estimatorBug(
    'trace-shared',
    'The trace is an array of the module, which all estimators share.',
    'Estimators share nothing: one gives the same estimate where another is shown another path beside it.',
    SharesTrace,
  ),
  estimatorBug(
    'cells-lost',
    'The sums of batches are lost where scores are those of finitely many cells.',
    'Where scores are those of finitely many cells it gives the same estimate.',
    LosesCells,
  ),
  estimatorBug('trace-not-restored', 'Restoring leaves the trace at zero.', GOES_ON, RestoresNoTrace),
  estimatorBug('trace-lost-when-saved', 'Saving sets the trace to zero.', GOES_ON, ForgetsWhenSaved),
];
