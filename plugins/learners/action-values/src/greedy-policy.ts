import {
  type DiscreteSpace,
  type FiniteStateController,
  InputError,
  type Observation,
  type Policy,
  type Random,
} from '@pomdp-gym/contracts';
import { drawIndex } from '@pomdp-gym/numerics';

/** The sizes of a table of action values. */
export interface TableSizes {
  readonly observations: number;
  readonly actions: number;
  /** Nodes of the memory. */
  readonly nodes: number;
}

/**
 * ε-greedy on a table Q(y, m, u, m'): in observation y and memory m it takes a move (u, m') of the largest value, any of these
 * with the same probability; with probability ε it takes any move at all. A memory that the agent writes itself: Peshkin,
 * Meuleau and Kaelbling, ICML 1999.
 */
export class GreedyPolicy implements Policy {
  /** Q(y, m, u, m') at ((m · O + y) · A + u) · M + m'. Owned by the policy; its learner writes here. */
  readonly values: Float64Array;
  /** ε; its learner writes here. */
  exploration = 0;
  readonly memorySpace?: DiscreteSpace;
  /** How many moves (u, m') there are. */
  readonly moves: number;
  private readonly law: Float64Array;
  /** The place in the table of the move that was made last. */
  made = 0;
  private node = 0;
  private random: Random | undefined;

  constructor(private readonly sizes: TableSizes) {
    const { observations, actions, nodes } = sizes;
    this.moves = actions * nodes;
    this.values = new Float64Array(nodes * observations * this.moves);
    this.law = new Float64Array(this.moves);
    if (nodes > 1) this.memorySpace = { kind: 'discrete', size: nodes };
  }

  reset(random: Random): void {
    this.random = random;
    this.node = 0;
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('The episode has not begun: call reset before act.');
    const cell = this.cellOf(Number(observation), this.node);
    this.writeLaw(cell, this.law);
    const move = drawIndex(this.law, 0, this.moves, this.random);
    this.made = cell + move;
    this.node = move % this.sizes.nodes;
    return Math.floor(move / this.sizes.nodes);
  }

  memory(): number {
    return this.node;
  }

  controller(): FiniteStateController {
    const { sizes, moves, values } = this;
    const actionProbabilities = new Float64Array(values.length / sizes.nodes);
    const successorProbabilities = new Float64Array(values.length);
    for (let begin = 0; begin < values.length; begin += moves) {
      this.writeLaw(begin, this.law);
      splitLaw(this.law, sizes.nodes, begin, actionProbabilities, successorProbabilities);
    }
    const start = new Float64Array(sizes.nodes);
    start[0] = 1;
    return { ...sizes, start, actionProbabilities, successorProbabilities };
  }

  save(): number {
    return this.node;
  }

  restore(saved: unknown, random: Random): void {
    const { nodes } = this.sizes;
    if (typeof saved !== 'number' || !Number.isInteger(saved) || saved < 0 || saved >= nodes)
      throw new InputError(`A memory of ${nodes} nodes is saved as one of them.`);
    this.node = saved;
    this.random = random;
  }

  /** The place in the table where the moves after an observation in a node begin. */
  cellOf(observation: number, node: number): number {
    return (node * this.sizes.observations + observation) * this.moves;
  }

  /** The largest value of the moves that begin at a place of the table. */
  largest(begin: number): number {
    let largest = -Infinity;
    for (let i = begin; i < begin + this.moves; i++) largest = Math.max(largest, this.values[i]!);
    return largest;
  }

  /** The mean value of the moves that begin at a place of the table, under the policy. */
  mean(begin: number): number {
    this.writeLaw(begin, this.law);
    return this.law.reduce((sum, probability, move) => sum + probability * this.values[begin + move]!, 0);
  }

  private writeLaw(begin: number, into: Float64Array): void {
    const { moves, values, exploration } = this;
    const largest = this.largest(begin);
    let best = 0;
    for (let move = 0; move < moves; move++) best += Number(values[begin + move] === largest);
    for (let move = 0; move < moves; move++) {
      const greedy = values[begin + move] === largest ? (1 - exploration) / best : 0;
      into[move] = greedy + exploration / moves;
    }
  }
}

/** Splits p(u, m') into ψ(u) and ν(m' | u), uniform where an action is never taken; both written from the place of a cell on. */
function splitLaw(
  law: Float64Array,
  nodes: number,
  begin: number,
  actions: Float64Array,
  successors: Float64Array,
): void {
  for (let first = 0; first < law.length; first += nodes) {
    const moves = law.subarray(first, first + nodes);
    const total = moves.reduce((sum, probability) => sum + probability, 0);
    actions[(begin + first) / nodes] = total;
    moves.forEach((probability, next) => {
      successors[begin + first + next] = total > 0 ? probability / total : 1 / nodes;
    });
  }
}
