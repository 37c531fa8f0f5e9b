import { InputError } from '@pomdp-gym/contracts';
import {
  type AlphaVectorPolicy,
  continuationGraph,
  improvePolicyGraph,
  policyGraph,
  policyGraphValue,
  type ValuedGraph,
} from '@pomdp-gym/planning';
import { toTheEnd } from './to-the-end.js';

/** A policy graph has more nodes than it may. */
export class GraphTooLarge extends InputError {}

/** A graph of more nodes than this is not improved: a round over it takes too long. */
const MOST_IMPROVED = 2000;
/** The value of a graph is iterated from below, to about this part of its size. */
const SETTLED = 1e-6;

/** What a controller should be. */
export interface ControllerGoal {
  /** What it should be worth from the start: what the policy itself earns at least. */
  readonly target: number;
  /** The most nodes it may have. */
  readonly nodes: number;
}

/** Called before every step of a computation that may take long, with a sentence on what it is. */
export type StageWatch = (stage: string) => void;

/**
 * A finite-state controller of an α-vector policy: a node for each vector that is met from the start, improved where it
 * is worth less than the target; where that falls short of it, the controller that the continuations of the vectors spell
 * out, which has more nodes and attains it.
 *
 * @throws GraphTooLarge where it has more nodes than it may.
 */
export function extractController(
  policy: AlphaVectorPolicy,
  goal: ControllerGoal,
  onStage: StageWatch = () => undefined,
): ValuedGraph {
  const small = improvedGraph(policy, goal, onStage);
  if (small && small.value >= goal.target - SETTLED * Math.abs(goal.target)) return small;
  const large = spelledOut(policy, goal, onStage);
  const best = large && !(small && small.value >= large.value) ? large : small;
  if (best) return best;
  throw new GraphTooLarge(
    `The policy graph has more than ${goal.nodes} nodes: too many to be written so. Write the graph as text (.pg or .dot) or the α-vectors (.alpha).`,
  );
}

function improvedGraph(
  policy: AlphaVectorPolicy,
  { target, nodes }: ControllerGoal,
  onStage: StageWatch,
): ValuedGraph | undefined {
  const most = Math.min(nodes, MOST_IMPROVED);
  const graph = policyGraph(policy, most);
  if (!graph) return undefined;
  const steps = improvePolicyGraph(policy, graph, { target, nodes: most });
  return toTheEnd(steps, () => onStage(`Improving the policy graph of ${graph.nodes.length} nodes …`));
}

function spelledOut(
  policy: AlphaVectorPolicy,
  { nodes }: ControllerGoal,
  onStage: StageWatch,
): ValuedGraph | undefined {
  const graph = continuationGraph(policy);
  if (!graph || graph.nodes.length > nodes) return undefined;
  const steps = policyGraphValue(policy.model, graph);
  const stage = `Evaluating a policy graph of ${graph.nodes.length} nodes …`;
  return { graph, value: toTheEnd(steps, () => onStage(stage)) };
}
