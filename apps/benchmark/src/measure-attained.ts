import { isAlphaVectorPolicy } from '@pomdp-gym/planning';
import type { AttainedTask } from './attained/attained-row.js';
import { holds, policyWorth, SECOND_LOOK } from './attained/policy-worth.js';
import { simulatedWorth } from './attained/simulated-worth.js';
import { stoppedSolve } from './attained/stopped-solve.js';
import { cpuSeconds } from './cpu-seconds.js';
import { measuredSolver } from './measured-solver.js';
import { solverProblem } from './solver-problem.js';

// A fresh process for one task, given as JSON: solves the problem, stops the solver, values the policy that it returns and
// prints an `AttainedRow` as JSON.
const task = JSON.parse(process.argv[2] ?? '{}') as AttainedTask;
const model = solverProblem(task.problem);
const { policy, ...run } = await stoppedSolve(measuredSolver(task.solver), model, task.seconds);
if (!isAlphaVectorPolicy(policy)) throw new Error(`${task.solver} returns a policy without α-vectors.`);
const claim = { model, policy, lower: run.lower };
const begun = cpuSeconds();
const first = policyWorth(claim);
const worth = first.by === 'episodes' && !holds(claim, first) ? simulatedWorth(claim, SECOND_LOOK) : first;
console.log(
  JSON.stringify({
    ...task,
    ...run,
    vectors: policy.vectors.length,
    worth,
    ...(worth !== first && { first }),
    valued: cpuSeconds() - begun,
    holds: holds(claim, worth),
  }),
);
