import type { FiniteModel, SolverSpec } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';

/** A discounted model to hold a solver to, and the exact value of its start belief. */
export interface SolverProblem {
  readonly model: FiniteModel;
  readonly value: number;
}

/**
 * The problem to hold a solver to if it takes fully observed problems alone: one whose observations show the state. Undefined
 * for any other solver: its rules have their own problem, Tiger.
 */
export function solverProblem({ takes }: Pick<SolverSpec, 'takes'>): SolverProblem | undefined {
  return takes === 'fully observed' ? twoRooms() : undefined;
}

const DISCOUNT = 0.75;

const [POOR, RICH] = [0, 1];
const GO = 1;

/**
 * A poor room and a rich one that earns 1 a step. Staying keeps one in the rich room with .9; going leads from the poor one to
 * the rich with .8, and back for sure. It is best to go where it is poor and to stay where it is rich: with γ = 3/4,
 * V(rich) = 1 + γ (.9 V(rich) + .1 V(poor)) = 136/37 and V(poor) = γ (.8 V(rich) + .2 V(poor)) = 96/37.
 */
function twoRooms(): SolverProblem {
  const to = (room: number, chance: number) =>
    [
      [room, chance],
      [1 - room, 1 - chance],
    ] as const;
  const model = finiteModel({
    states: 2,
    actions: 2,
    observations: 2,
    transition: (room, action) => {
      if (room === POOR) return action === GO ? to(RICH, 0.8) : to(POOR, 1);
      return action === GO ? to(POOR, 1) : to(RICH, 0.9);
    },
    observation: (_action, next) => [[next, 1]],
    initialObservation: (room) => [[room, 1]],
    reward: (room) => (room === RICH ? 1 : 0),
    start: to(POOR, 0.5),
    discount: DISCOUNT,
  });
  return { model, value: (136 + 96) / 2 / 37 };
}
