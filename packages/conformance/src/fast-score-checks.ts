import {
  hasActWithScore,
  type ParametricPolicy,
  type Random,
  type Spaces,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { randomStream, rowEntries, softmax, softmaxScore } from '@pomdp-gym/numerics';
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
  const added: Check = {
    name: 'Weights are added to the cells of their rows, odd rows apart, to the bit.',
    run: () => addsToCells(create(), drawBatch),
  };
  const linear: Check = {
    name: 'Its linear preferences have its law and its scores, to the bit.',
    run: () => isLinear(create(), spaces),
  };
  const drawn: Check = {
    name: 'actWithScore draws as act does, and adds the score of what it drew, to the bit.',
    run: () => actsWithScore(create, spaces),
  };
  return [
    ...(example.scoreCells ? [cells] : []),
    ...(example.scoreCells?.add ? [added] : []),
    ...(example.linearPreferences ? [linear] : []),
    ...(hasActWithScore(example) ? [drawn] : []),
  ];
}

function cellsAddUp(policy: ParametricPolicy, drawBatch: DrawBatch): void {
  const random = randomStream(11, 'parameters');
  drawParameters(policy, 1, random);
  const { parameters, scoreCells } = policy;
  const batch = drawBatch(policy, STEPS, random);
  const rows = new Int32Array(STEPS).fill(-1);
  scoreCells!.write(batch, rows);
  const half = new Int32Array(STEPS);
  scoreCells!.write(batch, half, STEPS / 2);
  demand(
    sameBits(half.subarray(STEPS / 2), rows.subarray(STEPS / 2)),
    () => 'From the middle row on it writes other cells than from the first.',
  );
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

/** The cells of batches of some lengths, which loops that take several rows a turn treat apart, by `write` and by `add`. */
function addsToCells(policy: ParametricPolicy, drawBatch: DrawBatch): void {
  const random = randomStream(15, 'parameters');
  drawParameters(policy, 1, random);
  const cells = policy.scoreCells!;
  for (const length of [1, 2, 3, 4, 7, 12, 15, STEPS]) {
    const batch = drawBatch(policy, length, random);
    const weights = Float64Array.from({ length: length + 1 }, () => 2 * random.uniform() - 1);
    for (const odd of [0, cells.size]) {
      const [found, expected] = [new Float64Array(cells.size + odd), new Float64Array(cells.size + odd)];
      cells.add!(batch, weights, found, odd);
      cellsOf(policy, batch).forEach((cell, row) => (expected[cell + (row % 2) * odd]! += weights[row]!));
      demand(
        sameBits(found, expected),
        () => `Of ${length} rows it adds (${found.join(', ')}); by the cells it is (${expected.join(', ')}).`,
      );
    }
  }
}

function cellsOf({ scoreCells }: ParametricPolicy, batch: StepBatch): Int32Array {
  const rows = new Int32Array(batch.length);
  scoreCells!.write(batch, rows);
  return rows;
}

/** Law and scores as kernels compute them from the features. */
function isLinear(policy: ParametricPolicy, spaces: Spaces): void {
  drawParameters(policy, 1, randomStream(16, 'parameters'));
  const { features, actions } = policy.linearPreferences!;
  const row = new Float64Array(actions);
  const slopes = new Float64Array(actions);
  for (let y = 0; y < features.rows; y++) {
    const described = [...rowEntries(features, y)];
    const into = (u: number, f: number) => u * features.columns + f;
    row.forEach((_, u) => {
      row[u] = described.reduce((sum, [f, value]) => sum + policy.parameters[into(u, f)]! * value, 0);
    });
    softmax(row, 0, actions);
    const law = policy.table?.().probabilities.subarray(y * actions, (y + 1) * actions);
    demand(
      law !== undefined && sameBits(row, law),
      () => `In ${y} its law is (${law?.join(', ')}), by its features (${row.join(', ')}).`,
    );
    for (let u = 0; u < actions; u++) {
      const [found, expected] = [policy.parameters.slice().fill(0), policy.parameters.slice().fill(0)];
      softmaxScore(slopes, u, row, 0, actions);
      for (const [f, value] of described)
        slopes.forEach((slope, a) => (expected[into(a, f)]! += slope * value));
      policy.addScore(batchOf(spaces, [{ observation: y, action: u, reward: 0 }]), 0, 1, found);
      demand(
        sameBits(found, expected),
        () => `The score of ${u} in ${y} is (${found.join(', ')}), by its features (${expected.join(', ')}).`,
      );
    }
  }
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
