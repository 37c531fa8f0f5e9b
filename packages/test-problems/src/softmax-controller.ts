import {
  type FiniteStateController,
  InputError,
  type ParametricPolicy,
  type Random,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { drawIndex, moveProbabilities, randomStream } from '@pomdp-gym/numerics';

/**
 * A policy with M memory nodes and a parameter for each choice, p(u, m' | m, y; θ) ∝ exp θ at ((m · O + y) · A + u) · M + m'.
 * Episodes begin in node 0. θ is drawn uniformly from [−1, 1].
 */
export class SoftmaxController implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly memorySpace;
  private node = 0;
  private random: Random | undefined;

  constructor(
    private readonly nodes: number,
    private readonly observations: number,
    private readonly actions: number,
    seed: number,
  ) {
    this.memorySpace = { kind: 'discrete', size: nodes } as const;
    const random = randomStream(seed, 'controller');
    const size = nodes * observations * actions * nodes;
    this.parameters = Float64Array.from({ length: size }, () => 2 * random.uniform() - 1);
  }

  reset(random: Random): void {
    this.node = 0;
    this.random = random;
  }

  act(observation: number): number {
    if (!this.random) throw new InputError('Call reset before act.');
    const width = this.actions * this.nodes;
    const row = this.node * this.observations + observation;
    const move = drawIndex(moveProbabilities(this.controller()), row * width, width, this.random);
    this.node = move % this.nodes;
    return Math.floor(move / this.nodes);
  }

  memory(): number {
    return this.node;
  }

  controller(): FiniteStateController {
    const { nodes, observations, actions } = this;
    const width = actions * nodes;
    const successorProbabilities = new Float64Array(this.parameters.length);
    const actionProbabilities = new Float64Array(nodes * observations * actions);
    for (let row = 0; row < nodes * observations; row++) {
      const law = this.law(row);
      for (let u = 0; u < actions; u++) {
        const share = law.subarray(u * nodes, (u + 1) * nodes);
        const total = share.reduce((sum, probability) => sum + probability, 0);
        actionProbabilities[row * actions + u] = total;
        successorProbabilities.set(
          share.map((probability) => probability / total),
          row * width + u * nodes,
        );
      }
    }
    const start = Float64Array.from({ length: nodes }, (_, node) => Number(node === 0));
    return { nodes, observations, actions, start, actionProbabilities, successorProbabilities };
  }

  addScore(
    { observations, actions, memory }: StepBatch,
    row: number,
    weight: number,
    into: Float64Array,
  ): void {
    const [before, after] = [memory?.before.values[row] ?? 0, memory?.after.values[row] ?? 0];
    const seen = before * this.observations + observations.values[row]!;
    const width = this.actions * this.nodes;
    this.law(seen).forEach((probability, move) => (into[seen * width + move]! -= weight * probability));
    into[seen * width + actions.values[row]! * this.nodes + after]! += weight;
  }

  /** p(u, m' | m, y) at u · M + m', for the pair m · O + y. */
  private law(row: number): Float64Array {
    const width = this.actions * this.nodes;
    const weights = this.parameters.slice(row * width, (row + 1) * width).map(Math.exp);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }
}
