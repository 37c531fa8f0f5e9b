import { InputError, type Policy, type Solver } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { isAlphaVectorPolicy } from '@pomdp-gym/planning';

/** Reports after which a solver that does not come to its end is taken at its word. */
const REPORTS = 100;

/**
 * Throws an InputError where the policies of a solver are no sets of α-vectors, which nothing else can be written from. The
 * solver shows it on a problem with one state, in no time.
 */
export async function requireVectors(solver: Solver): Promise<void> {
  const policy = await policyOfNothing(solver);
  if (policy === undefined || isAlphaVectorPolicy(policy)) return;
  throw new InputError(
    'The policy of this solver is no set of α-vectors, so it cannot be written to a file. Leave out --output, or name another --solver.',
  );
}

/** Throws an InputError where the policies of a solver are no teams, of one agent or of several. */
export async function requireTeam(solver: Solver): Promise<void> {
  const policy = await policyOfNothing(solver);
  if (policy === undefined || policy.agents) return;
  throw new InputError(
    'The policy of this solver is no team, which a .team file holds: name --solver alternating-maximisation, or another ending.',
  );
}

/** What the solver returns for a problem with one state; undefined where it refuses that, or goes on and on. */
async function policyOfNothing(solver: Solver): Promise<Policy | undefined> {
  const always = [[0, 1]] as const;
  const model = finiteModel({
    states: 1,
    actions: 1,
    observations: 1,
    transition: () => always,
    observation: () => always,
    initialObservation: () => always,
    reward: () => 1,
    start: always,
    discount: 0.5,
  });
  const stop = new AbortController();
  stop.abort();
  try {
    const run = solver.solve(model, stop.signal);
    for (let reports = 0; reports < REPORTS; reports++) {
      const { done, value } = await run.next();
      if (done) return value;
    }
  } catch {
    // What is wrong with the solver comes up again where it solves the model that it was given.
  }
  return undefined;
}
