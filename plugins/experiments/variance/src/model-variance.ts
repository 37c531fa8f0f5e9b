import { InputError, isParametric, type ParametricPolicy } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import { createPolicy } from '@pomdp-gym/experiment';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { replication } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { factorsOf, factorsSchema } from './factors.js';
import { responsesOf, responsesSchema } from './responses.js';

/** One policy on one model. */
const problem = z.strictObject({
  environment: z.strictObject({ id: z.string(), options: z.record(z.string(), z.unknown()) }),
  /** What θ is drawn by. */
  seed: z.int(),
});

export type Problem = z.infer<typeof problem>;

const settings = z.strictObject({
  /** Each component of θ is uniform within this of 0. */
  scale: z.number(),
  /** One for each replicate. */
  problems: z.array(problem),
});

export const lineSchema = z.strictObject({ factors: factorsSchema, responses: responsesSchema });

/** What is known of one model and policy. */
export type VarianceLine = z.infer<typeof lineSchema>;

/** The structure of a model under a softmax policy with one number an observation and action, and the variances there. */
export const modelVariance = replication({
  id: 'model-variance',
  settings,
  line: lineSchema,
  make({ problems, scale }, replicate, registry) {
    const analysis = analysisOf(problems[replicate]!, scale, registry);
    return { factors: factorsOf(analysis), responses: responsesOf(analysis) };
  },
});

function analysisOf({ environment: reference, seed }: Problem, scale: number, registry: Registry) {
  const environment = registry.create('environment', reference);
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${reference.id} has no model.`);
  const softmax = { id: 'softmax', options: { features: 'one-hot' } };
  const policy = createPolicy(softmax, environment, seed, registry);
  if (!isParametric(policy)) throw new InputError('The policy softmax has no parameters here.');
  draw(policy, scale, seed);
  return PolicyAnalysis.ofPolicy(model, policy);
}

function draw({ parameters }: ParametricPolicy, scale: number, seed: number): void {
  const random = randomStream(seed, 'variance', 'theta');
  parameters.forEach((_, k) => (parameters[k] = scale * (2 * random.uniform() - 1)));
}
