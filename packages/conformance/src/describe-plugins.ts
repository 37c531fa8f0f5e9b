import type {
  EnvironmentSpec,
  EstimatorSpec,
  LearnerSpec,
  OptimizerSpec,
  PolicySpec,
  SolverSpec,
} from '@pomdp-gym/contracts';
import { type Check, NotDecided } from './check.js';
import { environmentChecks, type EnvironmentSettings } from './environment-checks.js';
import { estimatorChecks, type EstimatorSettings } from './estimator-checks.js';
import { learnerChecks, type LearnerSettings } from './learner-checks.js';
import { optimizerChecks, type OptimizerSettings } from './optimizer-checks.js';
import { policyChecks, type PolicySettings } from './policy-checks.js';
import { solverChecks, type SolverSettings } from './solver-checks.js';

/** Milliseconds after which a check is taken to hang: a slow machine takes a while over the statistical ones. */
const PATIENCE = 120_000;

/**
 * Registers checks as tests with mocha, whose `describe` and `it` are there when a test file runs. A check that could not
 * decide is pending, with what it lacked in its title.
 */
export function describeChecks(title: string, checks: readonly Check[]): void {
  describe(title, () => {
    for (const check of checks) itKeeps(check);
  });
}

function itKeeps(check: Check): void {
  it(check.name, async function () {
    try {
      await check.run();
    } catch (error) {
      if (!(error instanceof NotDecided)) throw error;
      this.test!.title += ` Not decided: ${error.message}`;
      this.skip();
    }
  }).timeout(PATIENCE);
}

export function describeEnvironment(spec: EnvironmentSpec, settings?: EnvironmentSettings): void {
  describeChecks(`${spec.id} is an environment`, environmentChecks(spec, settings));
}

export function describePolicy(spec: PolicySpec, settings?: PolicySettings): void {
  describeChecks(`${spec.id} is a policy`, policyChecks(spec, settings));
}

export function describeEstimator(spec: EstimatorSpec, settings?: EstimatorSettings): void {
  describeChecks(`${spec.id} is an estimator`, estimatorChecks(spec, settings));
}

export function describeOptimizer(spec: OptimizerSpec, settings?: OptimizerSettings): void {
  describeChecks(`${spec.id} is an optimizer`, optimizerChecks(spec, settings));
}

export function describeLearner(spec: LearnerSpec, settings?: LearnerSettings): void {
  describeChecks(`${spec.id} is a learner`, learnerChecks(spec, settings));
}

export function describeSolver(spec: SolverSpec, settings?: SolverSettings): void {
  describeChecks(`${spec.id} is a solver`, solverChecks(spec, settings));
}
