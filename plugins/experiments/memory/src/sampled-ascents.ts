import { InputError, isParametric } from '@pomdp-gym/contracts';
import { DiscountedAnalysis } from '@pomdp-gym/exact';
import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { replication } from '@pomdp-gym/reproduction';
import { createGrad } from '@pomdp-gym/training';
import { z } from 'zod';
import { problemModel, problemSettings } from './problem-model.js';
import { stoppingModel } from './stopping-model.js';

const settings = z.strictObject({
  problem: problemSettings,
  /** Options of the policy controller. */
  controller: z.record(z.string(), z.unknown()),
  /** Options of the estimator gpomdp. */
  estimator: z.record(z.string(), z.unknown()),
  /** Options of the optimizer natural-gradient. */
  optimizer: z.record(z.string(), z.unknown()),
  /** T, the steps that each gradient rests on. */
  steps: z.int().min(1),
});

type Settings = z.infer<typeof settings>;

/**
 * Ascents of the discounted value of the start from samples alone, each from one random start: episodes are stopped after each step
 * with probability 1 − γ. Replicate i begins where that of `controllerAscents` does. The model is read for the samples, and for the
 * value of the end.
 */
export const sampledAscents = replication({
  id: 'sampled-ascents',
  settings,
  line: z.strictObject({
    /** V_γ of the start under the last iterate, computed. */
    value: z.number(),
    /** Steps of all paths. */
    steps: z.number(),
    ended: z.string(),
  }),
  async make(chosen, replicate, registry) {
    const model = problemModel(chosen.problem, registry);
    const { policy, points } = ascent(chosen, replicate + 1, registry);
    let [steps, ended] = [0, ''];
    for await (const point of points) {
      steps += point.estimate?.steps ?? 0;
      ended = point.ended ?? ended;
      if (point.kind === 'iterate') policy.parameters.set(point.theta);
    }
    const { value } = DiscountedAnalysis.ofPolicy(model, policy, model.discount);
    return { value, steps, ended };
  },
});

function ascent(
  { problem, controller, estimator, optimizer, steps }: Settings,
  seed: number,
  registry: Registry,
) {
  const model = stoppingModel(problemModel(problem, registry));
  const environment = new ModelEnvironment(model);
  const random = (...name: string[]) => randomStream(seed, ...name);
  const made = { id: 'controller', options: controller };
  const policy = registry.create('policy', made, environment, () => model, random('policy', 'made'));
  if (!isParametric(policy)) throw new InputError('The policy controller has no parameters.');
  const grad = createGrad({
    environment,
    policy,
    estimator: registry.create('estimator', { id: 'gpomdp', options: estimator }, policy),
    steps: { direction: steps, lineSearch: steps },
    environmentRandom: random('environment'),
    policyRandom: random('policy'),
  });
  const climber = registry.create(
    'optimizer',
    { id: 'natural-gradient', options: optimizer },
    random('optimizer'),
    policy,
  );
  const start = policy.parameters.slice();
  return { policy, points: climber.ascend(start, grad, new AbortController().signal) };
}
