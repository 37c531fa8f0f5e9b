import {
  type AscentProgress,
  hasActWithScore,
  InputError,
  isParametric,
  type Learner,
  learner,
  type ParametricPolicy,
  type ScoringPolicy,
  type StepBatch,
  type StepwiseLearner,
  type TraceAscent,
} from '@pomdp-gym/contracts';
import { addScaled, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { readSaved, type SavedOlpomdp } from './saved-olpomdp.js';

const options = z.strictObject({
  beta: z.number().min(0).lt(1).default(0.9).describe('Discount of the trace, beta'),
  rate: z
    .number()
    .positive()
    .default(0.1)
    .describe(
      'Length of the first step in multiples of 1 / the largest |reward| so far, where step is relative',
    ),
  step: z
    .enum(['relative'])
    .or(z.number().positive())
    .default('relative')
    .describe('Length of the first step, gamma_0; relative takes rate'),
  baseline: z
    .enum(['average', 'none'])
    .default('average')
    .describe('What is subtracted from a reward: the average of the rewards so far (OLGARB), or nothing'),
  decay: z
    .number()
    .min(0)
    .default(0)
    .describe('Step t = 0, 1, … divides it by 1 + decay t; 0 keeps it fixed'),
});

type Options = z.infer<typeof options>;

export const olpomdp = learner({
  id: 'olpomdp',
  summary:
    'OLPOMDP: the online form of GPOMDP, one update of the parameters a step, with a baseline (OLGARB).',
  options,
  create(chosen, _spaces, policy, critic): Learner {
    if (critic) throw new InputError('olpomdp takes no critic: leave it out, or take actor-critic.');
    if (!isParametric(policy)) {
      throw new InputError(
        'olpomdp trains a policy with parameters and a score, such as softmax: name one for it.',
      );
    }
    return new Olpomdp(policy, chosen);
  },
});

/**
 * OLPOMDP (Baxter, Bartlett): z_{t+1} = β z_t + ∇log μ(u_t | y_t; θ_t), θ_{t+1} = θ_t + γ_t r_{t+1} z_{t+1}. The trace is
 * zero again after an ending. γ_t = step / (1 + decay t); where step is relative it is rate / max_{j ≤ t} |r_{j+1}|, so that the
 * path of θ is the same whatever the unit of reward.
 *
 * A batch of n > 1 steps was acted by one θ, so all its scores are taken at that θ, and the n changes are added at its end:
 * θ += Σ γ_t r_{t+1} z_{t+1}. For n = 1 that is the paper's rule.
 *
 * With the baseline `average` (OLGARB: Weaver and Tao 2001) r_{t+1} − b_{t+1} stands for r_{t+1}, where b_{t+1} is the mean of
 * r_1, …, r_{t+1}. On episodic problems η then grows, as on others; without a baseline the sum of an episode's rewards does.
 *
 * The score of a policy with memory is that of the action and the memory drawn together: for a controller this is
 * IState-GPOMDP's online form (Aberdeen and Baxter 2002).
 */
class Olpomdp implements Learner {
  readonly objective = 'average';
  readonly stepwise?: StepwiseLearner;
  /** z_t, K numbers. */
  private readonly trace: Float64Array;
  /** What the steps so far of a longer batch will change θ by. */
  private readonly pending: Float64Array;
  private readonly progress: AscentProgress = { steps: 0, largest: 0, meanReward: 0 };

  constructor(
    readonly policy: ParametricPolicy,
    private readonly options: Options,
  ) {
    this.trace = new Float64Array(policy.parameters.length);
    this.pending = new Float64Array(policy.parameters.length);
    if (hasActWithScore(policy)) this.stepwise = this.stepwiseWith(policy);
  }

  update(batch: StepBatch): void {
    const { policy, trace, pending } = this;
    const { beta } = this.options;
    const into = batch.length === 1 ? policy.parameters : pending;
    for (let row = 0; row < batch.length; row++) {
      scale(trace, beta);
      policy.addScore(batch, row, 1, trace);
      const weight = this.weightOf(batch.rewards[row]!);
      if (weight !== 0) addScaled(into, weight, trace);
    }
    if (into === pending) {
      addScaled(policy.parameters, 1, pending);
      pending.fill(0);
    }
    if (batch.ending !== 'none') trace.fill(0);
  }

  private stepwiseWith(policy: ScoringPolicy): StepwiseLearner {
    const { trace } = this;
    const { beta } = this.options;
    return {
      ascent: this.ascentOf(policy),
      act: (observation) => {
        scale(trace, beta);
        return policy.actWithScore(observation, trace);
      },
      learn: (reward, _next, ending) => {
        const weight = this.weightOf(reward);
        if (weight !== 0) addScaled(policy.parameters, weight, trace);
        if (ending !== 'none') trace.fill(0);
      },
    };
  }

  private ascentOf(policy: ParametricPolicy): TraceAscent {
    const { trace, progress } = this;
    const { beta, rate, step, decay, baseline } = this.options;
    const isRelative = step === 'relative';
    return {
      ...{ policy, trace, progress, beta, decay, isRelative },
      step: isRelative ? rate : step,
      subtractsMean: baseline === 'average',
    };
  }

  save(): SavedOlpomdp {
    const { policy, trace, progress } = this;
    return { parameters: [...policy.parameters], trace: [...trace], ...progress };
  }

  restore(saved: unknown): void {
    const { parameters, trace, ...progress } = readSaved(saved, this.trace.length);
    this.policy.parameters.set(parameters);
    this.trace.set(trace);
    Object.assign(this.progress, progress);
  }

  /** γ_t (r_{t+1} − b_{t+1}); updates t, r̄ and R. */
  private weightOf(reward: number): number {
    const { rate, step, decay, baseline } = this.options;
    const { progress } = this;
    const slowed = 1 + decay * progress.steps++;
    progress.meanReward += (reward - progress.meanReward) / progress.steps;
    progress.largest = Math.max(progress.largest, Math.abs(reward));
    const advantage = baseline === 'average' ? reward - progress.meanReward : reward;
    if (advantage === 0) return 0;
    if (step !== 'relative') return (step / slowed) * advantage;
    return (rate / slowed) * (advantage / progress.largest);
  }
}
