import { kinds, type SpecOf, type TabledKind } from '@pomdp-gym/contracts';
import type { Check } from './check.js';
import { criticChecks } from './critic-checks.js';
import { environmentChecks } from './environment-checks.js';
import { estimatorChecks } from './estimator-checks.js';
import { learnerChecks } from './learner-checks.js';
import { optimizerChecks } from './optimizer-checks.js';
import { policyChecks } from './policy-checks.js';
import { solverChecks } from './solver-checks.js';
import { trackerChecks } from './tracker-checks.js';
import { Verdicts } from './verdicts.js';
import { wrapperChecks } from './wrapper-checks.js';

/** Milliseconds after which a check is taken to hang: a slow machine takes a while over the statistical ones. */
const PATIENCE = 120_000;

/**
 * Registers checks as tests with mocha, whose `describe` and `it` are there when a test file runs. A check that could not
 * decide is pending, with what it lacked in its title.
 */
export function describeChecks(title: string, checks: readonly Check[]): void {
  describe(title, () => {
    const verdicts = new Verdicts();
    for (const check of checks) itKeeps(check, verdicts);
  });
}

function itKeeps(check: Check, verdicts: Verdicts): void {
  it(check.name, async function () {
    const { verdict, thrown, reason } = await verdicts.resultOf(check);
    if (verdict === 'broken') throw thrown;
    if (verdict === 'passed') return;
    this.test!.title += ` Not decided: ${reason}`;
    this.skip();
  }).timeout(PATIENCE);
}

/** The function that registers the rules of a kind for a spec. */
function describing<K extends TabledKind, Settings>(
  kind: K,
  checksOf: (spec: SpecOf[K], settings?: Settings) => readonly Check[],
) {
  return (spec: SpecOf[K], settings?: Settings): void =>
    describeChecks(`${spec.id} is ${kinds[kind].article}`, checksOf(spec, settings));
}

export const describeEnvironment = describing('environment', environmentChecks);
export const describePolicy = describing('policy', policyChecks);
export const describeEstimator = describing('estimator', estimatorChecks);
export const describeCritic = describing('critic', criticChecks);
export const describeOptimizer = describing('optimizer', optimizerChecks);
export const describeLearner = describing('learner', learnerChecks);
export const describeSolver = describing('solver', solverChecks);
export const describeTracker = describing('tracker', trackerChecks);
export const describeWrapper = describing('wrapper', wrapperChecks);
