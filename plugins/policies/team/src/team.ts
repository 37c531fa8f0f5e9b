import {
  controllerOf,
  isParametric,
  type ParametricPolicy,
  policy,
  type Random,
  recipe,
  type Recipe,
  type Spaces,
} from '@pomdp-gym/contracts';
import { teamSpaces } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { JointTeam } from './joint-team.js';
import { SeparateTeam } from './separate-team.js';
import { TeamParts } from './team-parts.js';

const options = z.strictObject({
  agent: recipe('policy', 'controller').describe(
    'The policy of each agent, over what that agent sees and does',
  ),
  agents: z
    .array(recipe('policy', 'controller'))
    .prefault([])
    .describe('The policies of the agents one by one, in place of `agent`'),
  parameters: z
    .array(z.number())
    .default([])
    .describe(
      'The parameters to start from, agent by agent; parameters=file:theta.json reads them from a file',
    ),
});

type Options = z.infer<typeof options>;

/** The most numbers in the table of a joint controller: 32 megabytes. */
const MOST_ENTRIES = 4e6;

export const team = policy({
  id: 'team',
  summary: 'One policy an agent, for several agents with one reward: each sees and does its own part.',
  options,
  create(chosen, spaces, _model, random = randomStream(0, 'team')): ParametricPolicy {
    const joint = teamSpaces(spaces);
    const policies = recipesOf(chosen, joint.agents.length).map((recipeOfAgent, agent) =>
      member(recipeOfAgent, agent, joint.agents[agent]!, random),
    );
    const parts = new TeamParts(policies, joint);
    setParameters(parts.parameters, chosen.parameters);
    const entries = parts.memory.size ** 2 * joint.observationCount * joint.actions.size;
    const small = entries <= MOST_ENTRIES && policies.every((each) => controllerOf(each));
    return small ? new JointTeam(parts) : new SeparateTeam(parts);
  },
});

function recipesOf({ agent, agents }: Options, count: number): readonly Recipe<'policy'>[] {
  if (agents.length === 0) return Array.from({ length: count }, () => agent);
  if (agents.length === count) return agents;
  throw new RangeError(`The team has ${agents.length} policies, and there are ${count} agents here.`);
}

function member(made: Recipe<'policy'>, agent: number, spaces: Spaces, random: Random): ParametricPolicy {
  const found = made.create(spaces, undefined, random);
  if (isParametric(found)) return found;
  throw new RangeError(
    `A team learns by the scores of its agents, and ${made.id}, the policy of agent ${agent}, has none.`,
  );
}

function setParameters(into: Float64Array, parameters: readonly number[]): void {
  if (parameters.length === 0) return;
  if (parameters.length !== into.length) {
    throw new RangeError(
      `${parameters.length} numbers are given to start from, and the team has ${into.length} parameters here.`,
    );
  }
  into.set(parameters);
}
