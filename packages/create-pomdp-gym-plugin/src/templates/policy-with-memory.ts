import { type FiniteStateController, type Policy, policy, type Random } from '@pomdp-gym/contracts';
import { drawIndex, moveProbabilities } from '@pomdp-gym/numerics';
import { z } from 'zod';

// Yours: the options, each with a default and a description.
const options = z.strictObject({
  hold: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe('Probability of the same action as in the step before'),
});

/**
 * Holds its last action for a while. A policy with a memory has four parts: `memorySpace` says what it may remember, `reset` begins
 * an episode with the memory of its start, `act` also moves the memory, `memory` returns it. Yours: what a node stands for.
 */
class StickyPolicy implements Policy {
  readonly memorySpace;
  private node = 0;
  private random: Random | undefined;
  private readonly law: FiniteStateController;
  /** p(u, m' | m, y) at ((m · O + y) · A + u) · M + m'. */
  private readonly moves: Float64Array;

  constructor(
    observations: number,
    private readonly actions: number,
    hold: number,
  ) {
    this.memorySpace = { kind: 'discrete', size: actions } as const; // node m: the last action was m
    this.law = sticky(observations, actions, hold);
    this.moves = moveProbabilities(this.law);
  }

  reset(random: Random): void {
    this.random = random;
    this.node = drawIndex(this.law.start, 0, this.actions, random);
  }

  act(observation: number): number {
    if (!this.random) throw new Error('Call reset before act.');
    const { nodes, observations, actions } = this.law;
    const choices = actions * nodes;
    // One draw takes an action and the next node together: fast simulation draws the same for the same chance.
    const row = this.node * observations + observation;
    const move = drawIndex(this.moves, row * choices, choices, this.random);
    this.node = move % nodes;
    return Math.floor(move / nodes);
  }

  memory(): number {
    return this.node;
  }

  /** The whole law: with it, values are exact and simulation is fast. */
  controller(): FiniteStateController {
    return this.law;
  }
}

/** ψ(u | m, y) = hold [u = m] + (1 − hold) / A, ν(m' | m, y, u) = [m' = u]; the first node is drawn uniformly. */
function sticky(observations: number, actions: number, hold: number): FiniteStateController {
  const rows = actions * observations;
  const nodeOf = (row: number) => Math.floor(row / observations);
  const actionProbabilities = Float64Array.from({ length: rows * actions }, (_, i) => {
    const held = nodeOf(Math.floor(i / actions)) === i % actions;
    return (held ? hold : 0) + (1 - hold) / actions;
  });
  const successorProbabilities = Float64Array.from({ length: rows * actions * actions }, (_, i) =>
    Number(i % actions === Math.floor(i / actions) % actions),
  );
  const start = new Float64Array(actions).fill(1 / actions);
  return { nodes: actions, observations, actions, start, actionProbabilities, successorProbabilities };
}

export const template = policy({
  id: 'template',
  summary: 'Holds its last action with a probability, and takes any action otherwise.',
  options,
  create({ hold }, { observationSpace, actionSpace }): Policy {
    if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
      throw new RangeError('It needs finitely many observations and actions.');
    return new StickyPolicy(observationSpace.size, actionSpace.size, hold);
  },
});
