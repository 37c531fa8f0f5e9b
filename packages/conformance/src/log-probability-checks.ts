import type { ParametricPolicy, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { log, moveProbabilities, randomStream } from '@pomdp-gym/numerics';
import { actedRow, batchOf } from './batches.js';
import { type Check, demand } from './check.js';
import { drawParameters } from './draw-parameters.js';
import { lawOf } from './laws.js';
import { drawPoint } from './points.js';

const STEP = 1e-5;
/** Central differences at that step miss a smooth score by about 1e-10. */
const DIFFERENCE_TOLERANCE = 1e-6;
const ROWS = 30;

/** The rules of a policy that returns the logarithm of the probability of what was done. */
export function logProbabilityChecks(
  create: () => ParametricPolicy,
  spaces: Spaces,
  tabular: boolean,
): Check[] {
  const gradient: Check = {
    name: 'The score is the gradient of its log-probability.',
    run: () => scoreIsGradient(create(), spaces),
  };
  const law: Check = {
    name: 'Its log-probability is the logarithm of its law.',
    run: () => agreesWithLaw(create(), spaces),
  };
  return tabular ? [gradient, law] : [gradient];
}

function scoreIsGradient(policy: ParametricPolicy, spaces: Spaces): void {
  const batch = actedBatch(policy, spaces);
  for (let row = 0; row < ROWS; row++) {
    const score = new Float64Array(policy.parameters.length);
    policy.addScore(batch, row, 1, score);
    score.forEach((value, k) => {
      const difference =
        (shifted(policy, batch, row, k, STEP) - shifted(policy, batch, row, k, -STEP)) / (2 * STEP);
      demand(
        Math.abs(value - difference) <= DIFFERENCE_TOLERANCE * (1 + Math.abs(difference)),
        () =>
          `Component ${k} of the score of row ${row} is ${value}; by differences of its log-probability it is ${difference}.`,
      );
    });
  }
}

function shifted(policy: ParametricPolicy, batch: StepBatch, row: number, k: number, shift: number): number {
  const before = policy.parameters[k]!;
  policy.parameters[k] = before + shift;
  const value = logProbabilityOf(policy, batch, row);
  policy.parameters[k] = before;
  return value;
}

function agreesWithLaw(policy: ParametricPolicy, spaces: Spaces): void {
  const batch = actedBatch(policy, spaces);
  const law = lawOf(policy);
  const { nodes, observations, actions } = law;
  const moves = moveProbabilities(law).slice();
  for (let row = 0; row < ROWS; row++) {
    const before = batch.memory?.before.values[row] ?? 0;
    const pair =
      (before * observations + batch.observations.values[row]!) * actions + batch.actions.values[row]!;
    const expected = log(moves[pair * nodes + (batch.memory?.after.values[row] ?? 0)]!);
    const found = logProbabilityOf(policy, batch, row);
    // Some roundings of a sum of a few numbers of this size.
    demand(
      Math.abs(found - expected) <= 1e-10 * (1 + Math.abs(expected)),
      () => `The log-probability of row ${row} is ${found}; by its law it is ${expected}.`,
    );
  }
}

function logProbabilityOf(policy: ParametricPolicy, batch: StepBatch, row: number): number {
  return policy.logProbability?.(batch, row) ?? NaN;
}

/** Rows that the policy made, at parameters drawn anew. */
function actedBatch(policy: ParametricPolicy, spaces: Spaces): StepBatch {
  const random = randomStream(8, 'log-probability');
  drawParameters(policy, 1, random);
  policy.reset(random);
  const rows = Array.from({ length: ROWS }, () =>
    actedRow(policy, drawPoint(spaces.observationSpace, random)),
  );
  return batchOf({ ...spaces, memorySpace: policy.memorySpace }, rows);
}
