import type { FiniteStateController } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import type { Registry } from '@pomdp-gym/registry';
import type { ControllerGraph, NodeResponse, PolicyOfRun } from './calls.js';
import { isVisited } from './is-visited.js';
import { problemOfRun, requireModel } from './problem-of-run.js';
import { requireController } from './require-controller.js';
import { spaceLabels } from './space-labels.js';

/** The policy as a graph of memory nodes, with the exact long-run shares of nodes, observations, actions and moves. */
export function controllerGraph(of: PolicyOfRun, registry: Registry): ControllerGraph {
  const { environment, policy } = problemOfRun(of, registry);
  const model = requireModel(environment, of.recipe.environment);
  const controller = requireController(policy);
  const shares = longRunShares(new PolicyAnalysis(model, controller), controller);
  return {
    nodes: controller.nodes,
    observations: spaceLabels(environment.observationSpace) ?? [],
    actions: spaceLabels(environment.actionSpace) ?? [],
    start: [...controller.start],
    occupancy: shares.occupancy,
    actionShares: conditioned(shares.actions, shares.occupancy),
    moves: conditioned(shares.moves, shares.occupancy),
    responses: responsesOf(controller, shares),
  };
}

/** Probabilities in the long run. */
interface LongRunShares {
  /** P(m) */
  readonly occupancy: number[];
  /** P(m, u), M rows of A numbers. */
  readonly actions: number[][];
  /** P(m, m'), M rows of M numbers. */
  readonly moves: number[][];
  /** P(m, y), M rows of O numbers. */
  readonly observations: number[][];
}

/** Sums π(x) P(y, u, m' | x) over the joint nodes x. */
function longRunShares(
  { chain, stationary }: PolicyAnalysis,
  { nodes, actions, observations }: FiniteStateController,
): LongRunShares {
  const shares: LongRunShares = {
    occupancy: new Array<number>(nodes).fill(0),
    actions: table(nodes, actions),
    moves: table(nodes, nodes),
    observations: table(nodes, observations),
  };
  stationary.forEach((share, x) => {
    const node = chain.memory[x]!;
    shares.occupancy[node]! += share;
    const [first, last] = [chain.moveOffsets[x]!, chain.moveOffsets[x + 1]!];
    for (let c = chain.choiceOffsets[first]!; c < chain.choiceOffsets[last]!; c++) {
      const choice = chain.choices[c]!;
      const weight = share * chain.choiceProbabilities[c]!;
      const row = Math.floor(choice / nodes);
      shares.moves[node]![choice % nodes]! += weight;
      shares.actions[node]![row % actions]! += weight;
      shares.observations[node]![Math.floor(row / actions) % observations]! += weight;
    }
  });
  return shares;
}

/** Rows of joint probabilities, given their node. */
function conditioned(rows: readonly (readonly number[])[], occupancy: readonly number[]): number[][] {
  return rows.map((row, node) =>
    row.map((value) => (isVisited(occupancy[node]) ? value / occupancy[node]! : 0)),
  );
}

function responsesOf(controller: FiniteStateController, shares: LongRunShares): NodeResponse[] {
  return shares.observations.flatMap((row, node) => {
    const isShown = isVisited(shares.occupancy[node]);
    return row.flatMap((joint, observation) =>
      isShown && joint === 0
        ? []
        : [
            {
              ...{ node, observation, share: isShown ? joint / shares.occupancy[node]! : null },
              ...responseOf(controller, node, observation),
            },
          ],
    );
  });
}

/** P(u | m, y) = ψ(u | m, y), and P(m' | m, y) = Σ_u ψ(u | m, y) ν(m' | m, y, u). */
function responseOf(
  { nodes, observations, actions: count, actionProbabilities, successorProbabilities }: FiniteStateController,
  node: number,
  observation: number,
): Pick<NodeResponse, 'actions' | 'moves'> {
  const first = (node * observations + observation) * count;
  const actions = [...actionProbabilities.subarray(first, first + count)];
  const moves = Array.from({ length: nodes }, (_, next) =>
    actions.reduce((sum, share, u) => sum + share * successorProbabilities[(first + u) * nodes + next]!, 0),
  );
  return { actions, moves };
}

function table(rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
}
