import type { FiniteStateController } from '@pomdp-gym/contracts';
import { type JointChain, PolicyAnalysis } from '@pomdp-gym/exact';
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
    endings: shares.endings.map((share, node) => given(share, shares.occupancy[node])),
    responses: responsesOf(controller, shares),
  };
}

/** Probabilities in the long run. */
interface LongRunShares {
  /** P(m) */
  readonly occupancy: number[];
  /** P(m, u), M rows of A numbers. */
  readonly actions: number[][];
  /** P(m, m', the episode goes on), M rows of M numbers. */
  readonly moves: number[][];
  /** P(m, the episode ends), M numbers. */
  readonly endings: number[];
  /** P(m, y), M rows of O numbers. */
  readonly observations: number[][];
}

/** Sums π(x) P(y, u, m' | x) over the joint nodes x, and of the moves the part after which the episode goes on. */
function longRunShares(
  { chain, stationary }: PolicyAnalysis,
  { nodes, actions, observations }: FiniteStateController,
): LongRunShares {
  const shares: LongRunShares = {
    occupancy: new Array<number>(nodes).fill(0),
    actions: table(nodes, actions),
    moves: table(nodes, nodes),
    endings: new Array<number>(nodes).fill(0),
    observations: table(nodes, observations),
  };
  stationary.forEach((share, x) => {
    const node = chain.memory[x]!;
    shares.occupancy[node]! += share;
    for (let move = chain.moveOffsets[x]!; move < chain.moveOffsets[x + 1]!; move++) {
      const weight = share * chain.moveProbabilities[move]!;
      const ending = endingOf(chain, move);
      const next = chain.choices[chain.choiceOffsets[move]!]! % nodes;
      shares.moves[node]![next]! += weight * (1 - ending);
      shares.endings[node]! += weight * ending;
    }
    for (let c = firstChoice(chain, x); c < firstChoice(chain, x + 1); c++) {
      const weight = share * chain.choiceProbabilities[c]!;
      const row = Math.floor(chain.choices[c]! / nodes);
      shares.actions[node]![row % actions]! += weight;
      shares.observations[node]![Math.floor(row / actions) % observations]! += weight;
    }
  });
  return shares;
}

/** The first choice of a joint node. */
function firstChoice({ choiceOffsets, moveOffsets }: JointChain, x: number): number {
  return choiceOffsets[moveOffsets[x]!]!;
}

/** P(the episode ends | move): of the outcomes of a move, only the ending is no node, and has a number below 0. */
function endingOf({ outcomeOffsets, outcomeNodes, outcomeProbabilities }: JointChain, move: number): number {
  let ending = 0;
  for (let o = outcomeOffsets[move]!; o < outcomeOffsets[move + 1]!; o++)
    if (outcomeNodes[o]! < 0) ending += outcomeProbabilities[o]!;
  return ending;
}

/** Rows of joint probabilities, given their node. */
function conditioned(rows: readonly (readonly number[])[], occupancy: readonly number[]): number[][] {
  return rows.map((row, node) => row.map((joint) => given(joint, occupancy[node])));
}

/** A joint probability, given a node of this share; 0 where the node is not visited. */
function given(joint: number, occupancy: number | undefined): number {
  return isVisited(occupancy) ? joint / occupancy! : 0;
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
