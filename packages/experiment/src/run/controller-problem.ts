import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { drawIndex, drawStartNode, moveProbabilities, randomStream } from '@pomdp-gym/numerics';

/** Episodes that are compared, and the most steps of each. */
const EPISODES = 64;
const STEPS = 64;

/**
 * Why a policy's `controller` cannot be taken for what it does: `act` draws otherwise, to the bit, along episodes of the model.
 * Undefined where they agree, and where the policy has no controller.
 */
export function controllerProblem(policy: Policy, model: FiniteModel, seed: number): string | undefined {
  try {
    const environment = new ModelEnvironment(model);
    for (let episode = 0; episode < EPISODES; episode++) {
      const step = firstDifference(policy, environment, seed, episode);
      if (step !== undefined)
        return `its policy acts otherwise than its controller says, first in step ${step} of an episode`;
    }
  } catch (error) {
    return `its policy acts otherwise than its controller says: it throws (${error instanceof Error ? error.message : String(error)})`;
  }
  return undefined;
}

/** The first step of an episode in which the policy draws another action than its controller; undefined where there is none. */
function firstDifference(
  policy: Policy,
  environment: ModelEnvironment,
  seed: number,
  episode: number,
): number | undefined {
  const act = policy.controller && controllerDraws(policy.controller(), seed, episode);
  if (!act) return undefined;
  let observation = environment.reset(randomStream(seed, 'controller', 'environment', episode));
  policy.reset(randomStream(seed, 'controller', 'policy', episode));
  for (let step = 1; step <= STEPS; step++) {
    const action = policy.act(observation);
    if (action !== act(Number(observation))) return step;
    const next = environment.step(action);
    if (next.ending !== 'none') break;
    observation = next.observation;
  }
  return undefined;
}

/** Draws actions by the law of a controller, with the chance that the policy is given in the same episode. */
function controllerDraws(
  law: ReturnType<NonNullable<Policy['controller']>>,
  seed: number,
  episode: number,
): (observation: number) => number {
  const { nodes, observations, actions } = law;
  const random = randomStream(seed, 'controller', 'policy', episode);
  const moves = moveProbabilities(law);
  let node = drawStartNode(law.start, random);
  return (observation) => {
    const outcomes = actions * nodes;
    const outcome = drawIndex(moves, (node * observations + observation) * outcomes, outcomes, random);
    node = outcome % nodes;
    return Math.floor(outcome / nodes);
  };
}
