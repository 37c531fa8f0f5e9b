import type { FiniteStateController, Random } from '@pomdp-gym/contracts';
import { type AgentSpaces, deterministicController } from '@pomdp-gym/models';

/** A controller without chance of so many nodes, drawn uniformly. It begins in node 0. */
export function randomLaw(
  { observationSpace, actionSpace }: AgentSpaces,
  nodes: number,
  random: Random,
): FiniteStateController {
  const [observations, actions] = [observationSpace.size, actionSpace.size];
  const drawn = (size: number) =>
    Int32Array.from({ length: nodes * observations }, () => Math.floor(random.uniform() * size));
  const [done, next] = [drawn(actions), drawn(nodes)];
  return deterministicController({
    ...{ nodes, observations, actions, start: 0 },
    action: (node, y) => done[node * observations + y]!,
    successor: (node, y) => next[node * observations + y]!,
  });
}

/** How many plans for the steps that are left a random plan chooses among. */
const WIDTH = 4;

/**
 * A plan for so many steps without chance: after step t one of a few nodes that are drawn for step t + 1, and after the last the
 * first again.
 */
export function randomPlan(
  { observationSpace, actionSpace }: AgentSpaces,
  horizon: number,
  random: Random,
): FiniteStateController {
  const [observations, actions] = [observationSpace.size, actionSpace.size];
  const draw = (size: number) => Math.floor(random.uniform() * size);
  const nodes = 1 + (horizon - 1) * WIDTH;
  const done = Array.from({ length: nodes * observations }, () => draw(actions));
  const begin = (step: number) => (step === 0 ? 0 : 1 + (step - 1) * WIDTH);
  const stepOf = (node: number) => (node === 0 ? 0 : 1 + Math.floor((node - 1) / WIDTH));
  const next = Array.from({ length: nodes * observations }, (_, row) => {
    const step = stepOf(Math.floor(row / observations)) + 1;
    return step === horizon ? 0 : begin(step) + draw(WIDTH);
  });
  return deterministicController({
    ...{ nodes, observations, actions, start: 0 },
    action: (node, y) => done[node * observations + y]!,
    successor: (node, y) => next[node * observations + y]!,
  });
}
