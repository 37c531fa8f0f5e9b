import { type DiscreteSpace, InputError, type Space, type Spaces } from '@pomdp-gym/contracts';
import { TupleIndex } from './tuple-index.js';

/** The spaces of one agent of several, all of them finite. */
export interface AgentSpaces extends Spaces {
  readonly observationSpace: DiscreteSpace;
  readonly actionSpace: DiscreteSpace;
}

/** What an agent sees before its first action, where the model does not say. */
const NOTHING_YET = 'nothing yet';

/**
 * What each agent sees and does where observations and actions are tuples, one entry an agent. Where the joint observations
 * end in `nothing yet`, so do those of each agent.
 *
 * @throws InputError where the spaces have no factors, or not as many.
 */
export function agentSpaces({ observationSpace, actionSpace }: Spaces): AgentSpaces[] {
  const [seen, done] = [factorsOf(observationSpace), factorsOf(actionSpace)];
  if (!seen || seen.length !== done?.length) {
    throw new InputError(
      'Several agents need an environment whose observations and actions have one factor an agent, as a .dpomdp file has: this one has none.',
    );
  }
  const tuples = seen.reduce((product, { size }) => product * size, 1);
  const waits = observationSpace.kind === 'discrete' && observationSpace.size > tuples;
  return seen.map((space, agent) => ({
    observationSpace: waits ? withNothingYet(space) : space,
    actionSpace: done[agent]!,
  }));
}

/** Several agents, and how their joint observations and actions are numbered. */
export interface TeamSpaces {
  readonly agents: readonly AgentSpaces[];
  /** The tuples of observations; `nothing yet` has the index behind them. */
  readonly observations: TupleIndex;
  /** How many joint observations there are, `nothing yet` among them where it is one. */
  readonly observationCount: number;
  readonly actions: TupleIndex;
}

/** The spaces of several agents with the numbering of their tuples; throws as `agentSpaces` does. */
export function teamSpaces(spaces: Spaces): TeamSpaces {
  const agents = agentSpaces(spaces);
  const { observationSpace, actionSpace } = spaces;
  const observations = new TupleIndex(factorsOf(observationSpace)!.map(({ size }) => size));
  return {
    agents,
    observations,
    observationCount: observationSpace.kind === 'discrete' ? observationSpace.size : observations.size,
    actions: new TupleIndex(factorsOf(actionSpace)!.map(({ size }) => size)),
  };
}

function factorsOf(space: Space): readonly DiscreteSpace[] | undefined {
  return space.kind === 'discrete' ? space.factors : undefined;
}

function withNothingYet({ size, labels }: DiscreteSpace): DiscreteSpace {
  const names = labels ?? Array.from({ length: size }, (_, index) => String(index));
  return { kind: 'discrete', size: size + 1, labels: [...names, NOTHING_YET] };
}
