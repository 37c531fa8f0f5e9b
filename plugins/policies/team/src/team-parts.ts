import {
  addScores,
  type FiniteStateController,
  InputError,
  type ParametricPolicy,
  type StepBatch,
  type TeamMember,
  controllerOf,
} from '@pomdp-gym/contracts';
import { type TeamSpaces, TupleIndex } from '@pomdp-gym/models';
import { AgentView } from './agent-view.js';

/** The agents of a team: their parameters side by side, and their scores one behind the other. */
export class TeamParts {
  /** θ of the first agent, then of the second, … */
  readonly parameters: Float64Array;
  readonly members: readonly TeamMember[];
  private readonly views: readonly AgentView[];
  /** The tuples of memory nodes; 1 for an agent without memory. */
  readonly memory: TupleIndex;
  private readonly offsets: readonly number[];

  constructor(
    readonly policies: readonly ParametricPolicy[],
    readonly spaces: TeamSpaces,
  ) {
    this.memory = new TupleIndex(policies.map(nodesOf));
    this.views = policies.map(
      ({ memorySpace }, agent) => new AgentView(agent, spaces, this.memory, memorySpace !== undefined),
    );
    this.members = policies.map((policy, agent) => ({
      policy,
      spaces: spaces.agents[agent]!,
      view: (batch) => this.views[agent]!.of(batch),
    }));
    const sizes = policies.map(({ parameters }) => parameters.length);
    this.offsets = sizes.map((_, agent) => sizes.slice(0, agent).reduce((sum, size) => sum + size, 0));
    this.parameters = Float64Array.from(policies.flatMap(({ parameters }) => [...parameters]));
  }

  /** Whether any agent remembers something. */
  get remembers(): boolean {
    return this.policies.some(({ memorySpace }) => memorySpace !== undefined);
  }

  /** Gives each agent its part of θ, which may have been written to since. */
  update(): void {
    this.policies.forEach((policy, agent) => policy.parameters.set(this.part(agent, this.parameters)));
  }

  /** The law of each agent at θ. */
  laws(): FiniteStateController[] {
    this.update();
    return this.policies.map((policy) => controllerOf(policy)!);
  }

  logProbability(batch: StepBatch, row: number): number {
    this.update();
    return this.policies.reduce(
      (sum, policy, agent) => sum + (policy.logProbability?.(this.views[agent]!.of(batch, row), row) ?? NaN),
      0,
    );
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.update();
    this.policies.forEach((policy, agent) =>
      policy.addScore(this.views[agent]!.of(batch, row), row, weight, this.part(agent, into)),
    );
  }

  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    this.update();
    this.members.forEach(({ policy, view }, agent) =>
      addScores(policy, view(batch), weights, this.part(agent, into)),
    );
  }

  /** The numbers of one agent among those of all. */
  private part(agent: number, all: Float64Array): Float64Array {
    const begin = this.offsets[agent]!;
    return all.subarray(begin, begin + this.policies[agent]!.parameters.length);
  }
}

function nodesOf({ memorySpace }: ParametricPolicy): number {
  if (memorySpace === undefined) return 1;
  if (memorySpace.kind === 'discrete') return memorySpace.size;
  throw new InputError(
    'An agent of a team remembers one of finitely many nodes, and this policy remembers numbers.',
  );
}
