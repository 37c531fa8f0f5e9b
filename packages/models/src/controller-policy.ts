import {
  type DiscreteSpace,
  type FiniteStateController,
  InputError,
  type Observation,
  type Policy,
  type Random,
} from '@pomdp-gym/contracts';
import { drawIndex, drawStartNode, moveProbabilities } from '@pomdp-gym/numerics';
import { assertController } from './assert-controller.js';

/** The policy that acts by a finite-state controller. Throws an InputError where the controller's rows are no distributions. */
export class ControllerPolicy implements Policy {
  readonly memorySpace: DiscreteSpace;
  private readonly moves: Float64Array;
  private node = -1;
  private random: Random | undefined;

  constructor(private readonly law: FiniteStateController) {
    assertController(law);
    this.memorySpace = { kind: 'discrete', size: law.nodes };
    this.moves = moveProbabilities(law);
  }

  reset(random: Random): void {
    this.random = random;
    this.node = drawStartNode(this.law.start, random);
  }

  act(observation: Observation): number {
    if (!this.random) throw new Error('The episode has not begun: call reset before act.');
    const { nodes, observations, actions } = this.law;
    const row = this.node * observations + (observation as number);
    const move = drawIndex(this.moves, row * actions * nodes, actions * nodes, this.random);
    this.node = move % nodes;
    return Math.floor(move / nodes);
  }

  memory(): number {
    return this.node;
  }

  save(): number {
    return this.node;
  }

  restore(saved: unknown, random: Random): void {
    const { nodes } = this.law;
    if (typeof saved !== 'number' || !Number.isInteger(saved) || saved < -1 || saved >= nodes)
      throw new InputError(`A controller of ${nodes} nodes is saved as one of them.`);
    this.node = saved;
    this.random = random;
  }

  controller(): FiniteStateController {
    return this.law;
  }
}
