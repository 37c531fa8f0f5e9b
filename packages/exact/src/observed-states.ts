import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { observationCount } from '@pomdp-gym/models';

/** The outcome that ends the episode, where a node is expected. */
export const ENDING = -1;

/** What may follow an action in each observed state: row k holds its outcomes offsets[k] … offsets[k+1] − 1. */
export interface Outcomes {
  readonly offsets: Int32Array;
  /** The observed state entered, or `ENDING`. */
  readonly nodes: Int32Array;
  readonly probabilities: Float64Array;
  /** E[r] given this outcome. */
  readonly rewards: Float64Array;
  /** E[r²] given this outcome. */
  readonly squaredRewards: Float64Array;
}

/** A law over observations: some, with their probabilities, which sum to one. */
export interface ObservationLaw {
  readonly observations: Int32Array;
  readonly probabilities: Float64Array;
}

/**
 * The model as the chain under a policy sees it: its nodes are pairs of a state and the law of the observation that
 * state is about to show. Where that law does not depend on the action that led there, there is one node a state.
 * Only nodes that can be reached from the start under some actions are listed.
 */
export interface ObservedStates {
  readonly size: number;
  /** O, with `nothing yet` where the model does not say what is seen first. */
  readonly observations: number;
  /** s of each node. */
  readonly states: Int32Array;
  readonly laws: readonly ObservationLaw[];
  /** By action. */
  readonly outcomes: readonly Outcomes[];
  /** The law of the first node of an episode, as [node, probability]. */
  readonly start: readonly (readonly [node: number, probability: number])[];
}

/** Lists the observed states of a model, from its start onward. Rows of probabilities are scaled to sum to one. */
export function observedStates(model: FiniteModel): ObservedStates {
  const nodes = new NodeTable();
  const start = startNodes(model, nodes);
  const builders = model.transitions.map(() => new OutcomeBuilder());
  for (let node = 0; node < nodes.size; node++) {
    builders.forEach((builder, action) => {
      addOutcomes(model, nodes, node, action, builder);
      builder.endRow();
    });
  }
  return {
    size: nodes.size,
    observations: observationCount(model),
    states: Int32Array.from(nodes.states),
    laws: nodes.laws,
    outcomes: builders.map((builder) => builder.build()),
    start,
  };
}

function startNodes(model: FiniteModel, nodes: NodeTable): [number, number][] {
  const total = model.start.reduce((sum, probability) => sum + probability, 0);
  const start: [number, number][] = [];
  model.start.forEach((probability, state) => {
    if (probability === 0) return;
    const law = model.initialObservationTable
      ? rowLaw(model.initialObservationTable, state)
      : certain(model.observations);
    start.push([nodes.indexOf(state, law), probability / total]);
  });
  return start;
}

/** What action u may lead to from a node: entered states, split by observation where the reward depends on it. */
function addOutcomes(
  model: FiniteModel,
  nodes: NodeTable,
  node: number,
  action: number,
  into: OutcomeBuilder,
): void {
  const { offsets, indices, values } = model.transitions[action]!;
  const rewards = model.rewards[action]!;
  const [begin, end] = rowOf(offsets, nodes.states[node]!);
  const total = sumOf(values, begin, end);
  for (let k = begin; k < end; k++) {
    const probability = values[k]! / total;
    if (probability === 0) continue;
    const next = indices[k]!;
    const law = rowLaw(model.observationTables[action]!, next);
    const rewardOf = (j: number) => rewards.values[rewards.offsets ? rewards.offsets[k]! + j : k]!;
    if (model.terminal?.[next] === 1) into.add(ENDING, probability, ...moments(law, rewardOf));
    else if (!rewards.offsets || isConstant(law, rewardOf)) {
      into.add(nodes.indexOf(next, law), probability, rewardOf(0), rewardOf(0) ** 2);
    } else {
      law.observations.forEach((observation, j) => {
        if (law.probabilities[j] === 0) return;
        const entered = nodes.indexOf(next, certain(observation));
        into.add(entered, probability * law.probabilities[j]!, rewardOf(j), rewardOf(j) ** 2);
      });
    }
  }
}

function moments(law: ObservationLaw, rewardOf: (j: number) => number): [number, number] {
  let first = 0;
  let second = 0;
  law.probabilities.forEach((probability, j) => {
    first += probability * rewardOf(j);
    second += probability * rewardOf(j) ** 2;
  });
  return [first, second];
}

function isConstant(law: ObservationLaw, rewardOf: (j: number) => number): boolean {
  return law.observations.every((_, j) => rewardOf(j) === rewardOf(0));
}

function certain(observation: number): ObservationLaw {
  return { observations: Int32Array.of(observation), probabilities: Float64Array.of(1) };
}

function rowLaw(table: SparseRows, row: number): ObservationLaw {
  const [begin, end] = rowOf(table.offsets, row);
  const total = sumOf(table.values, begin, end);
  return {
    observations: table.indices.slice(begin, end),
    probabilities: table.values.slice(begin, end).map((value) => value / total),
  };
}

function rowOf(offsets: Int32Array, row: number): [begin: number, end: number] {
  return [offsets[row]!, offsets[row + 1]!];
}

function sumOf(values: Float64Array, begin: number, end: number): number {
  let sum = 0;
  for (let k = begin; k < end; k++) sum += values[k]!;
  return sum;
}

/** Numbers the pairs of state and observation law in the order in which they are met. */
class NodeTable {
  readonly states: number[] = [];
  readonly laws: ObservationLaw[] = [];
  private readonly known = new Map<string, number>();

  get size(): number {
    return this.states.length;
  }

  indexOf(state: number, law: ObservationLaw): number {
    const key = `${state}|${law.observations.join()}|${law.probabilities.join()}`;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, this.states.length);
    this.laws.push(law);
    return this.states.push(state) - 1;
  }
}

class OutcomeBuilder {
  private readonly offsets: number[] = [0];
  private readonly nodes: number[] = [];
  private readonly probabilities: number[] = [];
  private readonly rewards: number[] = [];
  private readonly squaredRewards: number[] = [];

  add(node: number, probability: number, reward: number, squaredReward: number): void {
    this.nodes.push(node);
    this.probabilities.push(probability);
    this.rewards.push(reward);
    this.squaredRewards.push(squaredReward);
  }

  endRow(): void {
    this.offsets.push(this.nodes.length);
  }

  build(): Outcomes {
    return {
      offsets: Int32Array.from(this.offsets),
      nodes: Int32Array.from(this.nodes),
      probabilities: Float64Array.from(this.probabilities),
      rewards: Float64Array.from(this.rewards),
      squaredRewards: Float64Array.from(this.squaredRewards),
    };
  }
}
