import { type FiniteModel, isInputError, type SolverSpec } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import type { SolverSettings } from './solver-checks.js';

/** A model to hold a solver to, and the exact value of its start. */
type Problem = NonNullable<SolverSettings['problem']>;

/**
 * What to hold a solver to besides what its rules are tried on by themselves: nothing where it takes on a problem whose state
 * is hidden, such as Tiger; where it refuses that, as value iteration rightly does, one whose observations tell the state.
 */
export async function solverProblem(spec: SolverSpec, hidden: FiniteModel): Promise<Problem | undefined> {
  try {
    await solve(spec, { ...hidden, discount: DISCOUNT });
    return undefined;
  } catch (error) {
    return isInputError(error) ? twoRooms() : undefined; // any other error is for the rules to tell
  }
}

const DISCOUNT = 0.75;
/** Reports after which it is asked to stop. */
const REPORTS = 1000;

/** Runs to the end: a solver may refuse a problem only then. */
async function solve(spec: SolverSpec, model: FiniteModel): Promise<void> {
  const solver = spec.create(spec.options.parse({}));
  const stop = new AbortController();
  let reports = 0;
  for await (const progress of solver.solve(model, stop.signal)) {
    void progress;
    if (++reports === REPORTS) stop.abort();
    if (reports > REPORTS) return;
  }
}

const [POOR, RICH] = [0, 1];
const GO = 1;

/**
 * A poor room and a rich one that earns 1 a step. Staying keeps one in the rich room with .9; going leads from the poor one to
 * the rich with .8, and back for sure. It is best to go where it is poor and to stay where it is rich: with γ = 3/4,
 * V(rich) = 1 + γ (.9 V(rich) + .1 V(poor)) = 136/37 and V(poor) = γ (.8 V(rich) + .2 V(poor)) = 96/37.
 */
function twoRooms(): Problem {
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
