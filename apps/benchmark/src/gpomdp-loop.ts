import { randomStream } from '@pomdp-gym/numerics';
import { simulate } from '@pomdp-gym/simulator';
import { gpomdp, softmaxPolicy, threeState } from './measured-plugins.js';
import { plainLoop } from './plain-loop.js';

const THETA = Float64Array.of(1, 1, -1, -1);
const BETA = 0.8;

/** The same estimate through environment, policy, stream and estimator, without a standard error, as by hand. */
async function streamedLoop(steps: number, seed: number): Promise<Float64Array> {
  const environment = threeState.create({});
  const policy = softmaxPolicy.create({ features: 'auto' }, environment);
  policy.parameters.set(THETA);
  const estimator = gpomdp.create(
    gpomdp.options.parse({ beta: BETA, standardErrors: false }),
    policy,
    undefined,
    () => environment.model(),
  );
  await simulate({
    environment,
    policy,
    steps,
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
  }).forEach((batch) => estimator.update(batch));
  return estimator.estimate().gradient;
}

export const loops = {
  plain: async (steps: number, seed: number) => plainLoop(THETA, BETA, steps, seed),
  stream: streamedLoop,
};

export type LoopName = keyof typeof loops;
