import {
  type FiniteStateController,
  InputError,
  type ParametricPolicy,
  type Random,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { drawIndex, logSumExp, moveProbabilities } from '@pomdp-gym/numerics';
import { TabularPolicy } from './tabular-policy.js';

/**
 * p(u, m' | m, y) ∝ exp θ_{(m, y), (u, m')}: the plainest parametric policy with a memory. It is a tabular policy on the
 * product of the problem with its memory, observation m · O + y and action u · M + m', and has the same scores there.
 * Episodes begin in node 0.
 */
export class RememberingPolicy implements ParametricPolicy {
  readonly parameters: Float64Array;
  readonly memorySpace;
  /** The policy without memory on the product. It shares the parameters of this one. */
  readonly product: TabularPolicy;
  protected node = 0;
  private random: Random | undefined;

  constructor(
    readonly nodes: number,
    readonly observations: number,
    readonly actions: number,
  ) {
    this.memorySpace = { kind: 'discrete', size: nodes } as const;
    this.product = new TabularPolicy(nodes * observations, actions * nodes);
    this.parameters = this.product.parameters;
  }

  reset(random: Random): void {
    this.node = 0;
    this.random = random;
  }

  act(observation: number): number {
    if (!this.random) throw new Error('Call reset before act.');
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
    const successorProbabilities = this.product.table().probabilities;
    const actionProbabilities = new Float64Array(nodes * observations * actions);
    for (let row = 0; row < actionProbabilities.length; row++) {
      const [begin, end] = [row * nodes, (row + 1) * nodes];
      let total = 0;
      for (let i = begin; i < end; i++) total += successorProbabilities[i]!;
      actionProbabilities[row] = total;
      for (let i = begin; i < end; i++)
        successorProbabilities[i] = total > 0 ? successorProbabilities[i]! / total : 1 / nodes;
    }
    const start = new Float64Array(nodes).fill(1, 0, 1);
    return { nodes, observations, actions, start, actionProbabilities, successorProbabilities };
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    const { nodes, observations } = this;
    const { memory } = batch;
    if (!memory)
      throw new Error('The score of a policy with a memory needs the memory columns of the batch.');
    const observation = memory.before.values[row]! * observations + batch.observations.values[row]!;
    const action = batch.actions.values[row]! * nodes + memory.after.values[row]!;
    this.product.addScoreOf(observation, action, weight, into);
  }

  logProbability({ observations, actions, memory }: StepBatch, row: number): number {
    const before = memory!.before.values[row]! * this.observations + observations.values[row]!;
    const width = this.actions * this.nodes;
    const move = actions.values[row]! * this.nodes + memory!.after.values[row]!;
    return this.parameters[before * width + move]! - logSumExp(this.parameters, before * width, width);
  }

  split(node: number, random: Random, noise: number): RememberingPolicy {
    const { nodes, observations, actions } = this;
    const grown = new RememberingPolicy(nodes + 1, observations, actions);
    const origin = (each: number) => (each === nodes ? node : each);
    for (let k = 0; k < grown.parameters.length; k++) {
      const [pair, next] = [Math.floor(k / (nodes + 1)), k % (nodes + 1)];
      const before = origin(Math.floor(pair / (actions * observations)));
      const from = before * actions * observations + (pair % (actions * observations));
      const halved = origin(next) === node ? Math.LN2 : 0;
      grown.parameters[k] = this.parameters[from * nodes + origin(next)]! - halved;
    }
    const width = observations * actions * (nodes + 1);
    for (let i = 0; i < width; i++) {
      const shift = noise * (2 * random.uniform() - 1);
      grown.parameters[node * width + i]! += shift;
      grown.parameters[nodes * width + i]! -= shift;
    }
    return grown;
  }

  save(): number {
    return this.node;
  }

  restore(saved: unknown, random: Random): void {
    if (typeof saved !== 'number') throw new InputError('What is saved of this policy is its node.');
    this.node = saved;
    this.random = random;
  }
}
