import type { Environment, Grad } from '@pomdp-gym/contracts';
import { threeState } from '@pomdp-gym/environment-three-state';
import { gpomdp } from '@pomdp-gym/estimator-gpomdp';
import { averageReward } from '@pomdp-gym/exact';
import { randomStream } from '@pomdp-gym/numerics';
import { conjpomdp } from '@pomdp-gym/optimizer-conjpomdp';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { createGrad } from '@pomdp-gym/training';

export interface Setting {
  readonly T: number;
  readonly beta: number;
}

/** The three-state problem with the paper's policy, and GRAD on it: T steps a call, for directions and probes alike. */
export function threeStateProblem({ T, beta }: Setting, seed: number) {
  const environment: Environment = threeState.create({});
  const policy = softmaxPolicy.create({ features: 'given' }, environment);
  const grad: Grad = createGrad({
    environment,
    policy,
    estimator: gpomdp.create(
      gpomdp.options.parse({ beta }),
      policy,
      undefined,
      environment.model?.bind(environment),
    ),
    steps: { direction: T, lineSearch: T },
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
  });
  return { model: environment.model!(), policy, grad };
}

export interface Run {
  /** The exact average reward of the policy it ended with. */
  readonly averageReward: number;
  /** How often it asked GRAD, T steps each. */
  readonly questions: number;
}

/** One run of CONJPOMDP with s0 = 100 and ε = 1e-4, from θ_0 uniform in [−.1, .1]⁴. */
export async function runConjpomdp(setting: Setting, seed: number): Promise<Run> {
  const { model, policy, grad } = threeStateProblem(setting, seed);
  const random = randomStream(seed, 'start');
  const start = Float64Array.from(policy.parameters, () => 0.2 * random.uniform() - 0.1);
  const optimizer = conjpomdp.create(conjpomdp.options.parse({ s0: 100, epsilon: 1e-4 }));
  let questions = 0;
  for await (const { kind, theta } of optimizer.ascend(start, grad, new AbortController().signal)) {
    questions++;
    if (kind === 'iterate') policy.parameters.set(theta);
  }
  return { averageReward: averageReward(model, policy.table!()), questions };
}
