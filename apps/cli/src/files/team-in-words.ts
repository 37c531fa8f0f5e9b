import type { Environment, Policy } from '@pomdp-gym/contracts';
import { agentSpaces } from '@pomdp-gym/models';
import { controllerText } from '@pomdp-gym/planning';

/** A policy that acts for several agents. */
type TeamOfAgents = Policy & Required<Pick<Policy, 'agents'>>;

export function isTeamPolicy(policy: Policy): policy is TeamOfAgents {
  return policy.agents !== undefined;
}

/** The controller of each agent in words, under its name or its number. */
export function teamInWords(policy: TeamOfAgents, environment: Environment): string {
  const spaces = agentSpaces(environment);
  const names = environment.model?.().agents;
  return policy
    .agents()
    .map((law, agent) => {
      const { observationSpace, actionSpace } = spaces[agent]!;
      const labels = { observations: observationSpace.labels, actions: actionSpace.labels };
      return `agent ${names?.[agent]?.name ?? agent}\n${controllerText(law, labels)}`;
    })
    .join('\n');
}
