import {
  type DiscreteSpace,
  InputError,
  type Observation,
  type ParametricPolicy,
  type Random,
  type StepBatch,
  type TeamMember,
} from '@pomdp-gym/contracts';
import type { TeamParts } from './team-parts.js';

/** A team whose joint law is too large to be written down: the agents draw one after the other, in their order. */
export class SeparateTeam implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly members: readonly TeamMember[];
  readonly memorySpace?: DiscreteSpace;
  readonly memory?: () => number;
  /** Absent where it is for one of the agents. */
  readonly logProbability?: (batch: StepBatch, row: number) => number;

  constructor(private readonly parts: TeamParts) {
    const { size, sizes } = parts.memory;
    this.parameters = parts.parameters;
    this.members = parts.members;
    if (parts.policies.every((policy) => policy.logProbability))
      this.logProbability = (batch, row) => parts.logProbability(batch, row);
    if (!parts.remembers) return;
    if (size > 2 ** 31 - 1)
      throw new RangeError(`The agents have ${size} joint memory nodes together, more than are numbered.`);
    const factors = sizes.map((nodes): DiscreteSpace => ({ kind: 'discrete', size: nodes }));
    this.memorySpace = { kind: 'discrete', size, factors };
    this.memory = () => parts.memory.indexOf(parts.policies.map((policy) => Number(policy.memory?.() ?? 0)));
  }

  reset(random: Random): void {
    this.parts.update();
    for (const policy of this.parts.policies) policy.reset(random);
  }

  act(observation: Observation): number {
    const { policies, spaces } = this.parts;
    this.parts.update();
    return spaces.actions.indexOf(
      policies.map((policy, i) => Number(policy.act(spaces.observations.entry(Number(observation), i)))),
    );
  }

  /** What each agent saves of itself; null for one that has nothing to save. */
  save(): readonly unknown[] {
    return this.parts.policies.map((policy) => policy.save?.() ?? null);
  }

  restore(saved: unknown, random: Random): void {
    const { policies } = this.parts;
    if (!Array.isArray(saved) || saved.length !== policies.length)
      throw new InputError(`A team of ${policies.length} agents is saved as a list of so many.`);
    policies.forEach((policy, i) => {
      policy.reset(random);
      const own: unknown = saved[i];
      if (own !== null) policy.restore?.(own, random);
    });
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.parts.addScore(batch, row, weight, into);
  }

  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    this.parts.addScores(batch, weights, into);
  }
}
