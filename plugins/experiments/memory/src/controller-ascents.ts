import { type GradientEstimate, InputError, isParametric } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { replication } from '@pomdp-gym/reproduction';
import { createGrad } from '@pomdp-gym/training';
import { z } from 'zod';
import { warmGraph } from './warm-graph.js';
import { problemModel, problemSettings } from './problem-model.js';

const settings = z.strictObject({
  problem: problemSettings,
  /** Options of the policy controller. */
  controller: z.record(z.string(), z.unknown()),
  /** Where it starts from the graph of a solver: its backups, and the nodes that are kept of the graph. */
  warm: z.strictObject({ work: z.number(), nodes: z.number() }).nullable(),
  /** Options of the optimizer plateau, with the optimizer that it is put around. */
  optimizer: z.record(z.string(), z.unknown()),
});

type Settings = z.infer<typeof settings>;

/**
 * Ascents of the discounted value of the start by exact gradients, each from one random start: what a controller of a given size
 * comes to. Replicate i starts as a run with seed i + 1 does.
 */
export const controllerAscents = replication({
  id: 'controller-ascents',
  settings,
  line: z.strictObject({
    /** The highest value, and the gradients it took to get there and to end. */
    value: z.number(),
    gradients: z.number(),
    ended: z.string(),
  }),
  async make(chosen, replicate, registry) {
    let value = -Infinity;
    let gradients = 0;
    let ended = '';
    for await (const point of await ascent(chosen, replicate + 1, registry)) {
      if (point.estimate) {
        gradients++;
        value = Math.max(value, requireValue(point.estimate));
      }
      ended = point.ended ?? ended;
    }
    return { value, gradients, ended };
  },
});

async function ascent({ problem, controller, warm, optimizer }: Settings, seed: number, registry: Registry) {
  const model = problemModel(problem, registry);
  const graph = warm && (await warmGraph(model, warm, registry));
  const environment = new ModelEnvironment(model);
  const random = (...name: string[]) => randomStream(seed, ...name);
  const made = { id: 'controller', options: graph === null ? controller : { ...controller, graph } };
  const policy = registry.create('policy', made, environment, () => model, random('policy', 'made'));
  if (!isParametric(policy)) throw new InputError('The policy controller has no parameters.');
  const discounted = { objective: 'discounted', discount: model.discount };
  const estimator = registry.create(
    'estimator',
    { id: 'exact', options: discounted },
    policy,
    undefined,
    () => model,
  );
  const grad = createGrad({
    environment,
    policy,
    estimator,
    steps: { direction: 1, lineSearch: 1 },
    environmentRandom: random('environment'),
    policyRandom: random('policy'),
  });
  const climber = registry.create(
    'optimizer',
    { id: 'plateau', options: optimizer },
    random('optimizer'),
    policy,
  );
  return climber.ascend(policy.parameters.slice(), grad, new AbortController().signal);
}

function requireValue({ value }: GradientEstimate): number {
  if (value === undefined) throw new InputError('The estimator exact gives no value.');
  return value;
}
