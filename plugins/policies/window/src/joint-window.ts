import {
  type DiscreteSpace,
  type FiniteStateController,
  InputError,
  type Observation,
  type ParametricPolicy,
  type Random,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { drawIndex, SoftmaxRows } from '@pomdp-gym/numerics';
import { WindowContents } from './window-contents.js';

/** The most numbers that the tables of a controller may hold for a window to be written down as one. */
const LARGEST_CONTROLLER = 4e6;

/** What a window is over. */
export interface JointWindowSettings {
  /** How many past steps it holds. */
  readonly places: number;
  /** Whether a step is an observation and an action, or an observation alone. */
  readonly holdsActions: boolean;
  readonly observations: number;
  readonly actions: number;
}

/**
 * μ(u | w, y) ∝ exp θ_{w,y,u}: a distribution for each pair of a window's contents and what is seen now. Its memory is the
 * contents, which an action and an observation change without chance. It is a finite-state controller, and is written down
 * as one where that is small.
 */
export class JointWindow implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly memorySpace: DiscreteSpace;
  readonly controller?: () => FiniteStateController;
  private readonly contents: WindowContents;
  /** μ, row w · O + y. */
  private readonly rows: SoftmaxRows;
  private window = 0;
  /** Room for p(u, w' | w, y) at u · W + w', where the window is written down as a controller; 0 everywhere between two draws. */
  private readonly moves: Float64Array | undefined;
  private random: Random | undefined;

  constructor(private readonly settings: JointWindowSettings) {
    const { places, holdsActions, observations, actions } = settings;
    this.contents = new WindowContents(places, observations, holdsActions ? actions : 1);
    const { count } = this.contents;
    this.rows = new SoftmaxRows(
      Int32Array.from({ length: count * observations + 1 }, (_, row) => row * actions),
    );
    this.parameters = this.rows.parameters;
    this.memorySpace = { kind: 'discrete', size: count };
    if (count ** 2 * observations * actions > LARGEST_CONTROLLER) return;
    this.controller = this.writtenDown();
    this.moves = new Float64Array(actions * count);
  }

  reset(random: Random): void {
    this.random = random;
    this.window = 0;
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('Call reset before act: the policy has no source of chance yet.');
    const { actions, observations } = this.settings;
    const row = this.window * observations + (observation as number);
    this.rows.writeRow(row);
    const action = this.moves
      ? this.drawMove(this.moves, row, observation as number)
      : drawIndex(this.rows.probabilities, row * actions, actions, this.random);
    this.window = this.after(this.window, observation as number, action);
    return action;
  }

  /** Draws from p(u, w' | w, y), as whoever acts by the controller does: one w' is possible for each u. */
  private drawMove(moves: Float64Array, row: number, observation: number): number {
    const { actions } = this.settings;
    const { count } = this.contents;
    const place = (u: number) => u * count + this.after(this.window, observation, u);
    for (let u = 0; u < actions; u++) moves[place(u)] = this.rows.probabilities[row * actions + u]!;
    const move = drawIndex(moves, 0, moves.length, this.random!);
    for (let u = 0; u < actions; u++) moves[place(u)] = 0;
    return Math.floor(move / count);
  }

  memory(): number {
    return this.window;
  }

  save(): number {
    return this.window;
  }

  restore(saved: unknown, random: Random): void {
    const { size } = this.memorySpace;
    if (typeof saved !== 'number' || !Number.isInteger(saved) || saved < 0 || saved >= size)
      throw new InputError(`A window is saved as the number of one of its ${size} contents.`);
    this.window = saved;
    this.random = random;
  }

  logProbability(batch: StepBatch, row: number): number {
    const [before, after] = memoryOf(batch, row);
    const [y, u] = [batch.observations.values[row]!, batch.actions.values[row]!];
    if (after !== this.after(before, y, u)) return -Infinity;
    return this.rows.logProbability(before * this.settings.observations + y, u);
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.count(batch, row, weight);
    this.rows.addCounted(into);
  }

  addScores(batch: StepBatch, weights: Float64Array, into: Float64Array): void {
    for (let row = 0; row < batch.length; row++) this.count(batch, row, weights[row]!);
    this.rows.addCounted(into);
  }

  private count(batch: StepBatch, row: number, weight: number): void {
    const [before] = memoryOf(batch, row);
    const y = batch.observations.values[row]!;
    this.rows.count(before * this.settings.observations + y, batch.actions.values[row]!, weight);
  }

  private after(window: number, observation: number, action: number): number {
    const { holdsActions, actions } = this.settings;
    return this.contents.after(window, holdsActions ? observation * actions + action : observation);
  }

  /** Its law as a controller. The moves are written once, the probabilities of actions with every call. */
  private writtenDown(): () => FiniteStateController {
    const { observations, actions } = this.settings;
    const { count } = this.contents;
    const successorProbabilities = new Float64Array(count * observations * actions * count);
    for (let choice = 0; choice < count * observations * actions; choice++) {
      const [row, u] = [Math.floor(choice / actions), choice % actions];
      const next = this.after(Math.floor(row / observations), row % observations, u);
      successorProbabilities[choice * count + next] = 1;
    }
    const start = Float64Array.from({ length: count }, (_, node) => Number(node === 0));
    return () => {
      for (let row = 0; row < count * observations; row++) this.rows.writeRow(row);
      const actionProbabilities = this.rows.probabilities;
      return { nodes: count, observations, actions, start, actionProbabilities, successorProbabilities };
    };
  }
}

function memoryOf({ memory }: StepBatch, row: number): [before: number, after: number] {
  if (memory) return [memory.before.values[row]!, memory.after.values[row]!];
  throw new Error('The score of a window needs the memory columns of the batch.');
}
