import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import { type Check, NotDecided } from './check.js';
import { holdsLowerBound } from './worth/holds-lower-bound.js';

/** Runs a solver on a model and stops it after so many reports: its policy, and the last lower bound it reported. */
export type SolveUntil = (
  model: FiniteModel,
  reports: number,
) => Promise<{ readonly policy: Policy; readonly lower: number }>;

/** Reports after which a solver is stopped. */
const STOPS = [1, 2, 3, 5, 10, 20, 50];

/** The rules that hold the policy of a solver to the lower bound reported with it, by `policyWorth`. */
export function worthChecks(solve: SolveUntil, models: readonly FiniteModel[], mostReports: number): Check[] {
  return [
    {
      name: 'The policy it returns is worth at least the lower bound.',
      run: () => holdsEach(solve, models, [mostReports]),
    },
    {
      name: 'Stopped early, it returns a policy that is worth at least the last lower bound.',
      run: () => holdsEach(solve, models, STOPS),
    },
  ];
}

/** Goes through all cases before it throws NotDecided, so that a broken bound comes first. */
async function holdsEach(
  solve: SolveUntil,
  models: readonly FiniteModel[],
  stops: readonly number[],
): Promise<void> {
  const undecided: string[] = [];
  for (const model of models) {
    for (const reports of stops) {
      const { policy, lower } = await solve(model, reports);
      const reason = undecidedReason(model, policy, lower);
      if (reason !== undefined) undecided.push(reason);
    }
  }
  if (undecided.length > 0) throw new NotDecided(undecided[0]);
}

function undecidedReason(model: FiniteModel, policy: Policy, lower: number): string | undefined {
  const { discount } = model;
  if (discount === undefined || discount >= 1) return 'The model states no discount below 1.';
  if (lower === -Infinity) return 'The lower bound is −∞, which any policy earns: report a finite one.';
  try {
    holdsLowerBound(model, policy, lower, { discount });
    return undefined;
  } catch (error) {
    if (error instanceof NotDecided) return error.message;
    throw error;
  }
}
