import {
  type DiscreteSpace,
  type FiniteStateController,
  InputError,
  type Observation,
  type ParametricPolicy,
  type Random,
  type ScoreCells,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { drawIndex, drawStartNode } from '@pomdp-gym/numerics';
import { ControllerLaw } from './controller-law.js';
import { ControllerRows } from './controller-rows.js';
import type { ControllerStructure } from './controller-structure.js';
import { splitNode } from './split-node.js';

/** The most cells of scores for each parameter: with more of them, sums of scores are kept by parameter. */
const MOST_CELLS = 4;

/**
 * A finite-state controller whose distributions are softmax of parameters of their own. It begins in node 0.
 *
 * `before`: p(u, m' | m, y) = ψ(u | m, y) ν(m' | m, y, u), as in Meuleau et al., Learning Finite-State Controllers for Partially
 * Observable Environments, UAI 1999. `after`: p(u, m' | m, y) = ω(m' | m, y) μ(u | m', y), as in IState-GPOMDP (Aberdeen and
 * Baxter, Scaling Internal-State Policy-Gradient Methods for POMDPs, ICML 2002).
 */
export class SoftmaxController implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly memorySpace: DiscreteSpace;
  /** Its distributions, with the parameters in them. */
  readonly rows: ControllerRows;
  readonly scoreCells?: ScoreCells;
  private readonly law: ControllerLaw;
  /** p(· | m, y), from which a step is drawn. */
  private readonly moves: Float64Array;
  private node = 0;
  private random: Random | undefined;

  constructor(readonly structure: ControllerStructure) {
    const nodes = structure.successors.length;
    this.rows = new ControllerRows(structure);
    this.law = new ControllerLaw(this.rows);
    this.parameters = this.rows.parameters;
    this.memorySpace = { kind: 'discrete', size: nodes };
    this.moves = new Float64Array(nodes * structure.actions);
    const size = nodes ** 2 * structure.observations * structure.actions;
    if (size <= MOST_CELLS * this.parameters.length)
      this.scoreCells = {
        size,
        write: (batch, into, first) => this.writeCells(batch, into, first),
        addScores: (weights, into) => this.addCells(weights, into),
      };
  }

  reset(random: Random): void {
    this.random = random;
    this.node = drawStartNode(this.law.start, random);
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    const { nodes, observations, actions, actionProbabilities, successorProbabilities } = this.law;
    const y = observation as number;
    this.law.writeRow(this.node, y);
    const first = (this.node * observations + y) * actions;
    for (let move = 0; move < actions * nodes; move++) {
      const choice = first + Math.floor(move / nodes);
      this.moves[move] = actionProbabilities[choice]! * successorProbabilities[first * nodes + move]!;
    }
    const move = drawIndex(this.moves, 0, actions * nodes, this.random);
    this.node = move % nodes;
    return Math.floor(move / nodes);
  }

  actWithScore(y: number, into: Float64Array): number {
    const node = this.node;
    const u = this.act(y);
    this.countMove(node, this.node, y, u, 1);
    this.rows.addCounted(into);
    return u;
  }

  memory(): number {
    return this.node;
  }

  save(): number {
    return this.node;
  }

  restore(saved: unknown, random: Random): void {
    const { size } = this.memorySpace;
    if (typeof saved !== 'number' || !Number.isInteger(saved) || saved < 0 || saved >= size)
      throw new InputError(`A controller of ${size} nodes is saved as one of them.`);
    this.node = saved;
    this.random = random;
  }

  controller(): FiniteStateController {
    const { nodes, observations } = this.law;
    for (let node = 0; node < nodes; node++)
      for (let y = 0; y < observations; y++) this.law.writeRow(node, y);
    return this.law;
  }

  logProbability({ observations, actions, memory }: StepBatch, row: number): number {
    const { before, after } = requireMemory(memory);
    const [node, next] = [before.values[row]!, after.values[row]!];
    const [y, u] = [observations.values[row]!, actions.values[row]!];
    const { rows } = this;
    const place = rows.place(node, next);
    if (place < 0) return -Infinity;
    const move = rows.logProbability(rows.moveRow(node, y, u), place);
    return rows.logProbability(rows.choiceRow(node, next, y), u) + move;
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.count(batch, row, weight);
    this.rows.addCounted(into);
  }

  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    for (let row = 0; row < batch.length; row++) this.count(batch, row, weights[row]!);
    this.rows.addCounted(into);
  }

  split(node: number, random: Random, noise: number): SoftmaxController {
    const { structure, parameters } = splitNode(this.rows, node, random, noise);
    const grown = new SoftmaxController(structure);
    grown.parameters.set(parameters);
    return grown;
  }

  /** The cell of a step is (m, y, u, m'), at ((m · O + y) · A + u) · M + m'. */
  private writeCells(
    { observations, actions, memory, length }: StepBatch,
    into: Int32Array,
    first = 0,
  ): void {
    const { structure, law } = this;
    const { before, after } = requireMemory(memory);
    for (let i = first; i < length; i++) {
      const row = before.values[i]! * structure.observations + observations.values[i]!;
      into[i] = (row * structure.actions + actions.values[i]!) * law.nodes + after.values[i]!;
    }
  }

  private addCells(weights: Float64Array, into: Float64Array): void {
    const { nodes, observations, actions } = this.law;
    let cell = 0;
    for (let node = 0; node < nodes; node++)
      for (let y = 0; y < observations; y++)
        for (let u = 0; u < actions; u++)
          for (let next = 0; next < nodes; next++, cell++)
            if (weights[cell] !== 0) this.countMove(node, next, y, u, weights[cell]!);
    this.rows.addCounted(into);
  }

  private count({ observations, actions, memory }: StepBatch, row: number, weight: number): void {
    const { before, after } = requireMemory(memory);
    const [y, u] = [observations.values[row]!, actions.values[row]!];
    this.countMove(before.values[row]!, after.values[row]!, y, u, weight);
  }

  private countMove(node: number, next: number, y: number, u: number, weight: number): void {
    const { rows } = this;
    rows.count(rows.choiceRow(node, next, y), u, weight);
    const place = rows.place(node, next);
    if (place >= 0) rows.count(rows.moveRow(node, y, u), place, weight);
  }
}

function requireMemory(memory: StepBatch['memory']): NonNullable<StepBatch['memory']> {
  if (memory) return memory;
  throw new Error('The score of a controller needs the memory columns of the batch.');
}
