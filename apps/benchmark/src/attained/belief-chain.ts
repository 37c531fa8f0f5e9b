import type { FiniteModel } from '@pomdp-gym/contracts';
import { discountedValue } from '@pomdp-gym/exact';
import { deterministicController } from '@pomdp-gym/models';
import { sparseRows } from '@pomdp-gym/numerics';
import { type AlphaVectorPolicy, BeliefGraph } from '@pomdp-gym/planning';
import type { Worth } from './worth.js';

/** The most beliefs that equations are solved for, and the most bytes that they may take. */
const MOST_BELIEFS = 3500;
const MOST_BYTES = 3e8;

/**
 * What the policy is worth, by linear equations over the beliefs that it comes to from the start: a Markov chain. Beliefs
 * that differ by rounding are one. Undefined where there are too many of them.
 */
export function beliefChainWorth(policy: AlphaVectorPolicy): Worth | undefined {
  const chain = beliefChain(policy);
  if (!chain) return undefined;
  const value = discountedValue(chain, ONE_WAY, policy.model.discount);
  return { by: 'beliefs', value, error: 0, episodes: 0 };
}

/** The controller of a chain, in which there is nothing to decide. */
const ONE_WAY = deterministicController({
  nodes: 1,
  observations: 2,
  actions: 1,
  start: 0,
  action: () => 0,
  successor: () => 0,
});

/** The beliefs reached by the policy as states of a model with one action; the last state is where nothing is earned. */
function beliefChain(policy: AlphaVectorPolicy): FiniteModel | undefined {
  const graph = new BeliefGraph(policy.model);
  const start = new Map<number, number>();
  for (const root of policy.model.roots) start.set(graph.root(root), root.probability);
  const rows: Row[] = [];
  while (rows.length < graph.store.size) {
    if (graph.store.size > MOST_BELIEFS || graph.bytes > MOST_BYTES) return undefined;
    rows.push(rowOf(graph, rows.length, actionAt(policy, graph, rows.length)));
  }
  return chainModel(rows, start);
}

/** One belief: what is earned there, and the beliefs that follow. */
interface Row {
  readonly reward: number;
  readonly next: ReadonlyMap<number, number>;
}

function actionAt(policy: AlphaVectorPolicy, { store }: BeliefGraph, belief: number): number {
  const [begin, end] = [store.start[belief]!, store.start[belief + 1]!];
  return policy.actionAt(store.states.subarray(begin, end), store.values.subarray(begin, end));
}

function rowOf(graph: BeliefGraph, belief: number, action: number): Row {
  const place = graph.open(belief);
  graph.expand(place, action);
  const first = graph.firstEdge(place, action);
  const next = new Map<number, number>();
  for (let edge = first; edge < first + graph.edgeCount(place, action); edge++) {
    const child = graph.child[edge]!;
    next.set(child, (next.get(child) ?? 0) + graph.probability[edge]!);
  }
  return { reward: graph.reward(place, action), next };
}

function chainModel(rows: readonly Row[], start: ReadonlyMap<number, number>): FiniteModel {
  const [over, states] = [rows.length, rows.length + 1];
  const law = new Float64Array(states);
  for (const [belief, probability] of withRest(start, over)) law[belief] = probability;
  const transitions = sparseRows(states, states, (row) => withRest(rows[row]?.next ?? new Map(), over));
  const values = new Float64Array(transitions.values.length);
  rows.forEach(({ reward }, row) =>
    values.fill(reward, transitions.offsets[row], transitions.offsets[row + 1]),
  );
  const observationTable = sparseRows(states, 1, () => [[0, 1]]);
  return {
    states,
    actions: 1,
    observations: 1,
    labels: {},
    transitions: [transitions],
    observationTables: [observationTable],
    rewards: [{ values }],
    start: law,
  };
}

/** The entries, and what they lack to one. */
function withRest(entries: ReadonlyMap<number, number>, over: number): [number, number][] {
  const total = [...entries.values()].reduce((sum, probability) => sum + probability, 0);
  return [...entries, [over, Math.max(0, 1 - total)]];
}
