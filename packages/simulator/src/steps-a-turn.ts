import { isParametric, type Policy } from '@pomdp-gym/contracts';
import { type ModelSampler, observationCount } from '@pomdp-gym/models';

/**
 * Steps after which a simulation lets timers and signals have their turn: a fraction of a second, though the steps of a slow
 * environment take several microseconds. A turn costs a millisecond, which a kernel would feel after so few steps.
 */
export const STEPS_A_TURN = 2 ** 17;
export const KERNEL_STEPS_A_TURN = 2 ** 20;

/** Numbers that a learner moves between two turns: some .4 s at up to 6 ns a number. */
const NUMBERS_A_TURN = 2 ** 26;

/** The steps of a turn of a path on which each step moves all numbers of the learner: the parameters, or a value for each cell (m, y, u, m'). */
export function learningStepsATurn(policy: Policy, { model }: ModelSampler): number {
  const nodes = policy.memorySpace?.kind === 'discrete' ? policy.memorySpace.size : 1;
  const numbers = isParametric(policy)
    ? policy.parameters.length
    : nodes * nodes * observationCount(model) * model.actions;
  return Math.max(1, Math.min(KERNEL_STEPS_A_TURN, Math.floor(NUMBERS_A_TURN / numbers)));
}
