import {
  actionProblem,
  type Environment,
  observationProblem,
  type Policy,
  stepProblem,
} from '@pomdp-gym/contracts';
import { drawsFromItsModel } from '@pomdp-gym/models';
import { BrokenContract } from './broken-contract.js';

const guarded = new WeakSet<Environment>();

/**
 * The same environment; what its `reset` and `step` return is held to its spaces, at every step. The environment of a finite model
 * whose steps are drawn from its tables is returned as it is.
 *
 * @param part what it is, for messages: `environment Tiger-v0`, `wrapper TimeLimit`.
 * @throws BrokenContract, from `reset` or `step`: one sentence on what was returned and what would be right.
 */
export function guardedEnvironment(environment: Environment, part: string): Environment {
  if (drawsFromItsModel(environment) || guarded.has(environment)) return environment;
  const { observationSpace } = environment;
  const guard: Environment = {
    ...asItIs(environment),
    reset(random) {
      const observation = environment.reset(random);
      const problem = observationProblem('reset', observation, observationSpace);
      if (problem !== undefined) throw new BrokenContract(part, problem);
      return observation;
    },
    step(action) {
      const result = environment.step(action);
      const problem = stepProblem(result, observationSpace);
      if (problem !== undefined) throw new BrokenContract(part, problem);
      return result;
    },
  };
  guarded.add(guard);
  return guard;
}

/** The actions of a policy that are looked at. */
const FIRST_ACTIONS = 1000;

/**
 * The same environment; its first 1000 actions are held to its action space before it takes them. The environment of a finite model
 * is returned as it is where the policy states its law, table or controller, which `requireLaw` holds to the model: learners of action values,
 * too, then learn step by step.
 *
 * @param part who acts, for messages: `policy softmax`.
 * @throws BrokenContract, from `step`.
 */
export function withGuardedActions(environment: Environment, policy: Policy, part: string): Environment {
  const byLaw = policy.controller ?? (policy.memorySpace ? undefined : policy.table);
  if (byLaw && drawsFromItsModel(environment)) return environment;
  let left = FIRST_ACTIONS;
  return {
    ...asItIs(environment),
    step(action) {
      if (left > 0) {
        left--;
        const problem = actionProblem(action, environment.actionSpace);
        if (problem !== undefined) throw new BrokenContract(part, problem);
      }
      return environment.step(action);
    },
  };
}

/** An environment that passes everything on. */
function asItIs(environment: Environment): Environment {
  const { observationSpace, actionSpace, task, optimum, warnings, save, restore } = environment;
  return {
    observationSpace,
    actionSpace,
    task,
    ...(optimum && { optimum }),
    ...(warnings && { warnings }),
    ...(environment.model && { model: () => environment.model!() }),
    ...(environment.frame && { frame: () => environment.frame!() }),
    ...(save && { save: () => save.call(environment) }),
    ...(restore && { restore: (saved, random) => restore.call(environment, saved, random) }),
    reset: (random) => environment.reset(random),
    step: (action) => environment.step(action),
  };
}
