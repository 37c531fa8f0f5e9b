import {
  type Action,
  type DiscreteSpace,
  type Environment,
  type Frame,
  InputError,
  type Policy,
  type Random,
  type StepResult,
} from '@pomdp-gym/contracts';
import { type AgentSpaces, teamSpaces, type TeamSpaces } from '@pomdp-gym/models';

/**
 * One agent's place in an environment of several: it sees and does its own part, and the others act by policies of their own. There is
 * no model of it, so no belief is shown.
 */
export class SeatEnvironment implements Environment {
  readonly observationSpace: DiscreteSpace;
  readonly actionSpace: DiscreteSpace;
  readonly task: Environment['task'];
  private readonly spaces: TeamSpaces;
  /** By agent; absent in the seat itself. */
  private readonly policies: readonly (Policy | undefined)[];
  private seen = 0;

  /**
   * @param others makes the policy of another agent.
   * @throws InputError where the environment has no agents, or not this one.
   */
  constructor(
    private readonly environment: Environment,
    private readonly seat: number,
    others: (spaces: AgentSpaces, agent: number) => Policy,
  ) {
    this.spaces = teamSpaces(environment);
    const { agents } = this.spaces;
    const own = agents[seat];
    if (!own) throw new InputError(`There is no seat ${seat}: the agents are 0 to ${agents.length - 1}.`);
    this.observationSpace = own.observationSpace;
    this.actionSpace = own.actionSpace;
    this.task = environment.task;
    this.policies = agents.map((each, agent) => (agent === seat ? undefined : others(each, agent)));
  }

  reset(random: Random): number {
    for (const policy of this.policies) policy?.reset(random);
    this.seen = Number(this.environment.reset(random));
    return this.spaces.observations.entry(this.seen, this.seat);
  }

  step(action: Action): StepResult {
    const { observations, actions } = this.spaces;
    const all = this.policies.map((policy, agent) =>
      policy ? Number(policy.act(observations.entry(this.seen, agent))) : Number(action),
    );
    const result = this.environment.step(actions.indexOf(all));
    this.seen = Number(result.observation);
    return { ...result, observation: observations.entry(this.seen, this.seat) };
  }

  frame(): Frame {
    return this.environment.frame?.() ?? { picture: [], facts: {} };
  }
}
