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
import { targetAnalysis } from '@pomdp-gym/exact';
import { z } from 'zod';
import { FisherAt } from './fisher-at.js';

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

type Truth = Required<Pick<GradientEstimate, 'gradient' | 'value' | 'fisher'>>;

/**
 * The gradient that an estimator tends to, computed from the model: infinitely many samples. The steps of the path are counted
 * and their rewards averaged; gradient, value and Fisher matrix do not depend on them.
 */
class ExactGradient implements Estimator {
  readonly exact = true;
  private rewardSum = 0;
  private steps = 0;
  /** What was computed last, and the θ it was computed for. */
  private known: (Truth & { readonly theta: Float64Array }) | undefined;

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
    const { steps, exact } = this;
    if (steps === 0) throw new Error('There is no estimate yet: update it with steps first.');
    const { gradient, value, fisher } = this.truth();
    const standardError = new Float64Array(gradient.length);
    const averageReward = this.rewardSum / steps;
    const errors = { standardError, valueStandardError: 0 };
    return { gradient: gradient.slice(), steps, averageReward, value, ...errors, fisher, exact };
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

  private truth(): Truth {
    const { policy, model, target, known } = this;
    if (known?.theta.every((value, k) => value === policy.parameters[k])) return known;
    const analysis = targetAnalysis(model, policy, target);
    const theta = policy.parameters.slice();
    const fisher = new FisherAt(theta, policy, () => analysis.fisher());
    this.known = { theta, gradient: analysis.gradient(), value: analysis.value, fisher };
    return this.known;
  }
}

function targetOf({ objective, beta, endings, discount }: z.infer<typeof options>): GradientTarget {
  if (objective === 'discounted') return { objective, discount };
  return beta === 1 && endings !== 'reset' ? { objective } : { objective, beta, endings };
}

/** Throws what the analysis of every θ would throw: of a policy without a law, and of an undiscounted value without endings. */
function requireAnalysis(model: FiniteModel, policy: ParametricPolicy, target: GradientTarget): void {
  if (!policy.controller && !policy.table)
    throw new InputError(
      'The estimator exact needs a policy over finite observations, with a finite memory or none: this one writes down no law. ' +
        'Take gpomdp or reinforce.',
    );
  if (target.objective === 'discounted' && target.discount === 1) targetAnalysis(model, policy, target);
}

export const exactGradient = estimator({
  id: 'exact',
  summary:
    'The gradient itself, computed from the model: what estimates would average to over infinitely many samples.',
  options,
  create: (options, policy, critic, model) => {
    if (critic) throw new InputError('The estimator exact has no variance to reduce: leave the critic out.');
    if (!model)
      throw new InputError(
        'The estimator exact computes on a model, and this environment has none: take gpomdp or reinforce.',
      );
    const target = targetOf(options);
    requireAnalysis(model(), policy, target);
    return new ExactGradient(target, policy, model());
  },
});
