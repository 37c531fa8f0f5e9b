import {
  hasActWithScore,
  type ParametricPolicy,
  type Random,
  type Spaces,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { actedRow, batchOf } from './batches.js';
import { type Check, demand } from './check.js';
import { drawParameters } from './draw-parameters.js';
import { drawPoint } from './points.js';
import { sameBits } from './walk.js';

const STEPS = 60;
const TOLERANCE = 1e-12;

type DrawBatch = (policy: ParametricPolicy, length: number, random: Random) => StepBatch;

/** The rules of what a policy offers beside `addScore` where scores are many: each is held to `addScore`. */
export function fastScoreChecks(
  create: () => ParametricPolicy,
  spaces: Spaces,
  drawBatch: DrawBatch,
): Check[] {
  const example = create();
  const cells: Check = {
    name: 'The score of each cell is that of the steps in it.',
    run: () => cellsAddUp(create(), drawBatch),
  };
  const drawn: Check = {
    name: 'actWithScore draws as act does, and adds the score of what it drew, to the bit.',
    run: () => actsWithScore(create, spaces),
  };
  return [...(example.scoreCells ? [cells] : []), ...(hasActWithScore(example) ? [drawn] : [])];
}

function cellsAddUp(policy: ParametricPolicy, drawBatch: DrawBatch): void {
  const random = randomStream(11, 'parameters');
  drawParameters(policy, 1, random);
  const { parameters, scoreCells } = policy;
  const batch = drawBatch(policy, STEPS, random);
  const rows = new Int32Array(STEPS).fill(-1);
  scoreCells!.write(batch, rows);
  const weights = new Float64Array(scoreCells!.size);
  const expected = new Float64Array(parameters.length);
  rows.forEach((cell, row) => {
    demand(cell >= 0 && cell < weights.length, () => `Row ${row} has the cell ${cell} of ${weights.length}.`);
    const weight = 2 * random.uniform() - 1;
    weights[cell]! += weight;
    policy.addScore(batch, row, weight, expected);
  });
  const found = new Float64Array(parameters.length);
  scoreCells!.addScores(weights, found);
  const k = found.findIndex((value, i) => !(Math.abs(value - expected[i]!) <= TOLERANCE * STEPS));
  demand(k < 0, () => `By cells component ${k} is ${found[k]}, where addScore alone gives ${expected[k]}.`);
}

/** Two policies act on the same observations, one with `actWithScore`, one with `act` and then `addScore`. */
function actsWithScore(create: () => ParametricPolicy, spaces: Spaces): void {
  const [one, other] = [create(), create()];
  drawParameters(one, 1, randomStream(12, 'parameters'));
  other.parameters.set(one.parameters);
  const points = randomStream(13, 'points');
  for (const policy of [one, other]) policy.reset(randomStream(14, 'policy'));
  const found = new Float64Array(one.parameters.length);
  const expected = new Float64Array(one.parameters.length);
  for (let step = 0; step < STEPS; step++) {
    const row = actedRow(other, drawPoint(spaces.observationSpace, points));
    other.addScore(batchOf({ ...spaces, memorySpace: other.memorySpace }, [row]), 0, 1, expected);
    const action = one.actWithScore!(Number(row.observation), found);
    demand(
      action === row.action,
      () => `In step ${step} it draws action ${action}, and act draws ${String(row.action)}.`,
    );
  }
  demand(
    sameBits(found, expected),
    () => `It adds (${found.join(', ')}), and addScore (${expected.join(', ')}).`,
  );
}
