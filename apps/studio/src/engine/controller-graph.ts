import type { FiniteStateController } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import type { Registry } from '@pomdp-gym/registry';
import type { ControllerGraph, PolicyOfRun } from './calls.js';
import { problemOfRun, requireModel } from './problem-of-run.js';
import { requireController } from './require-controller.js';

/** The policy as a graph of memory nodes, with the exact long-run shares of nodes, actions and moves. */
export function controllerGraph(of: PolicyOfRun, registry: Registry): ControllerGraph {
  const { environment, policy } = problemOfRun(of, registry);
  const model = requireModel(environment, of.recipe.environment);
  const controller = requireController(policy);
  const analysis = new PolicyAnalysis(model, controller);
  const shares = longRunShares(analysis, controller);
  return {
    nodes: controller.nodes,
    observations: labelled(model.labels.observations, controller.observations),
    actions: labelled(model.labels.actions, controller.actions),
    start: [...controller.start],
    ...shares,
  };
}

/** Sums π(x) P(y, u, m' | x) over the joint nodes x. */
function longRunShares(
  { chain, stationary }: PolicyAnalysis,
  { nodes, actions }: FiniteStateController,
): Pick<ControllerGraph, 'occupancy' | 'actionShares' | 'moves'> {
  const occupancy = new Array<number>(nodes).fill(0);
  const byAction = table(nodes, actions);
  const byNode = table(nodes, nodes);
  stationary.forEach((share, x) => {
    const node = chain.memory[x]!;
    occupancy[node]! += share;
    for (let move = chain.moveOffsets[x]!; move < chain.moveOffsets[x + 1]!; move++) {
      for (let c = chain.choiceOffsets[move]!; c < chain.choiceOffsets[move + 1]!; c++) {
        const choice = chain.choices[c]!;
        const weight = share * chain.choiceProbabilities[c]!;
        byNode[node]![choice % nodes]! += weight;
        byAction[node]![Math.floor(choice / nodes) % actions]! += weight;
      }
    }
  });
  const conditioned = (rows: number[][]) =>
    rows.map((row, node) => row.map((value) => (occupancy[node]! > 0 ? value / occupancy[node]! : 0)));
  return { occupancy, actionShares: conditioned(byAction), moves: conditioned(byNode) };
}

function table(rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
}

function labelled(labels: readonly string[] | undefined, count: number): string[] {
  return Array.from({ length: count }, (_, i) => labels?.[i] ?? String(i));
}
