import {
  type Estimator,
  estimator,
  type FiniteModel,
  type GradientEstimate,
  type GradientTarget,
  InputError,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { targetGradient } from '@pomdp-gym/exact';
import { z } from 'zod';

const options = z.strictObject({
  objective: z
    .enum(['average', 'discounted'])
    .default('average')
    .describe('what is climbed: the average reward a step, or the discounted value of the start'),
  beta: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe(
      'β of the trace whose limit is wanted, for the average reward; at 1 the gradient of the average reward itself',
    ),
  endings: z
    .enum(['centred', 'reset', 'carry'])
    .default('centred')
    .describe('what such a trace does where an episode ends: see the option of gpomdp'),
  discount: z.number().min(0).max(1).default(0.95).describe('γ, for the discounted value'),
});

const saved = z.object({ rewardSum: z.number(), steps: z.number() });

/**
 * The gradient that an estimator tends to, computed from the model: infinitely many samples. The steps of the path are counted
 * and their rewards averaged; the gradient does not depend on them.
 */
class ExactGradient implements Estimator {
  private rewardSum = 0;
  private steps = 0;
  /** The gradient at the θ it was computed for. */
  private known: { readonly theta: Float64Array; readonly gradient: Float64Array } | undefined;

  constructor(
    readonly target: GradientTarget,
    private readonly policy: ParametricPolicy,
    private readonly model: FiniteModel,
  ) {}

  reset(): void {
    this.rewardSum = 0;
    this.steps = 0;
  }

  update({ rewards, length }: StepBatch): void {
    for (let i = 0; i < length; i++) this.rewardSum += rewards[i]!;
    this.steps += length;
  }

  estimate(): GradientEstimate {
    if (this.steps === 0) throw new Error('There is no estimate yet: update it with steps first.');
    const gradient = this.gradient().slice();
    const standardError = new Float64Array(gradient.length);
    return { gradient, steps: this.steps, averageReward: this.rewardSum / this.steps, standardError };
  }

  save(): z.infer<typeof saved> {
    return { rewardSum: this.rewardSum, steps: this.steps };
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    if (!data) throw new InputError('This is no estimate that was saved.');
    this.rewardSum = data.rewardSum;
    this.steps = data.steps;
  }

  private gradient(): Float64Array {
    const { policy, model, target, known } = this;
    if (known?.theta.every((value, k) => value === policy.parameters[k])) return known.gradient;
    const gradient = targetGradient(model, policy, target);
    this.known = { theta: policy.parameters.slice(), gradient };
    return gradient;
  }
}

function targetOf({ objective, beta, endings, discount }: z.infer<typeof options>): GradientTarget {
  if (objective === 'discounted') return { objective, discount };
  return beta === 1 && endings !== 'reset' ? { objective } : { objective, beta, endings };
}

export const exactGradient = estimator({
  id: 'exact',
  summary:
    'The gradient itself, computed from the model: what estimates would average to over infinitely many samples.',
  options,
  create: (options, policy, _critic, model) => {
    if (!model)
      throw new InputError(
        'The estimator exact computes on a model, and this environment has none: take gpomdp or reinforce.',
      );
    return new ExactGradient(targetOf(options), policy, model());
  },
});
