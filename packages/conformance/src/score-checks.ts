import {
  addScores,
  type ParametricPolicy,
  type Random,
  type Spaces,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { norm, randomStream } from '@pomdp-gym/numerics';
import { batchOf } from './batches.js';
import { chanceChecks } from './chance-checks.js';
import { type Check, demand } from './check.js';
import { drawParameters } from './draw-parameters.js';
import { copyPoint, drawPoint } from './points.js';
import { tableOf, tableProblem } from './table-checks.js';
import { sameBits } from './walk.js';

const STEP = 1e-5;
/** Central differences at that step miss a smooth score by about 1e-10. */
const DIFFERENCE_TOLERANCE = 1e-6;
const SUM_TOLERANCE = 1e-12;

/** The rules of a policy with parameters: its score is the gradient of the logarithm of its law. */
export function scoreChecks(create: () => ParametricPolicy, spaces: Spaces, seed: number): Check[] {
  const finite = spaces.observationSpace.kind === 'discrete' && spaces.actionSpace.kind === 'discrete';
  const tabular = finite && create().table !== undefined;
  const onTables: Check[] = [
    { name: 'The score is the gradient of log μ.', run: () => scoreIsGradient(create()) },
    { name: 'The mean of the score under μ is zero.', run: () => meanScoreIsZero(create()) },
    {
      name: 'Parameters that are written take effect, on the table and on the next action.',
      run: () => effective(create),
    },
    {
      name: 'Parameters as large as 1000 give a sound table and finite scores.',
      run: () => soundFarOut(create(), spaces),
    },
  ];
  return [
    {
      name: 'Parameters are finite numbers in one array, kept for good.',
      run: () => soundParameters(create()),
    },
    { name: 'Policies share no parameters.', run: () => keepsApart(create) },
    {
      name: 'Acting and scoring leave the parameters as they are.',
      run: () => leavesParameters(create(), spaces),
    },
    { name: 'addScore adds the weighted score to what is there.', run: () => addScoreAdds(create(), spaces) },
    {
      name: 'addScores is the sum of addScore over the rows of the batch, and reads no further.',
      run: () => addScoresSums(create(), spaces),
    },
    ...(tabular ? onTables : chanceChecks(create, spaces, seed)),
  ];
}

function soundParameters(policy: ParametricPolicy): void {
  const { parameters } = policy;
  demand(parameters instanceof Float64Array, () => 'Its parameters are no Float64Array.');
  demand(parameters.length > 0, () => 'It has no parameters.');
  demand(parameters.every(Number.isFinite), () => `It begins with θ = (${parameters.join(', ')}).`);
  policy.table?.();
  demand(policy.parameters === parameters, () => 'It answers another array of parameters each time.');
}

function keepsApart(create: () => ParametricPolicy): void {
  const [one, two] = [create(), create()];
  const before = two.parameters.slice();
  one.parameters.fill(0.123);
  demand(
    sameBits(before, two.parameters),
    () => 'Writing the parameters of one policy changed those of another.',
  );
}

function leavesParameters(policy: ParametricPolicy, spaces: Spaces): void {
  const random = randomStream(1, 'parameters');
  drawParameters(policy, 1, random);
  const before = policy.parameters.slice();
  const batch = drawBatch(policy, spaces, 50, random);
  addScores(policy, batch, new Float64Array(50).fill(1), new Float64Array(before.length));
  demand(sameBits(before, policy.parameters), () => 'Its parameters changed while it acted and gave scores.');
}

function scoreIsGradient(policy: ParametricPolicy): void {
  const random = randomStream(2, 'parameters');
  for (let trial = 0; trial < 3; trial++) {
    drawParameters(policy, 2, random);
    eachPair(policy, (score, y, u) => {
      for (let k = 0; k < score.length; k++) {
        const difference =
          (logProbability(policy, y, u, k, STEP) - logProbability(policy, y, u, k, -STEP)) / (2 * STEP);
        demand(
          Math.abs(score[k]! - difference) <= DIFFERENCE_TOLERANCE * (1 + Math.abs(difference)),
          () =>
            `Component ${k} of the score of action ${u} after observation ${y} is ${score[k]}; by differences of log μ it is ${difference}.`,
        );
      }
    });
  }
}

function logProbability(policy: ParametricPolicy, y: number, u: number, k: number, shift: number): number {
  const before = policy.parameters[k]!;
  policy.parameters[k] = before + shift;
  const { actions, probabilities } = tableOf(policy);
  const value = Math.log(probabilities[y * actions + u]!);
  policy.parameters[k] = before;
  return value;
}

function meanScoreIsZero(policy: ParametricPolicy): void {
  drawParameters(policy, 2, randomStream(3, 'parameters'));
  const table = tableOf(policy);
  const probabilities = table.probabilities.slice();
  const means = Array.from({ length: table.observations }, () => new Float64Array(policy.parameters.length));
  eachPair(policy, (score, y, u) => {
    score.forEach((value, k) => (means[y]![k]! += probabilities[y * table.actions + u]! * value));
  });
  means.forEach((mean, y) =>
    demand(
      norm(mean) <= 1e-10,
      () => `After observation ${y} the scores average (${mean.join(', ')}) under μ.`,
    ),
  );
}

function effective(create: () => ParametricPolicy): void {
  const random = randomStream(4, 'parameters');
  const [written, fresh] = [create(), create()];
  const before = tableOf(written).probabilities.slice();
  drawParameters(written, 2, random);
  fresh.parameters.set(written.parameters);
  written.begin(randomStream(4, 'policy'));
  fresh.begin(randomStream(4, 'policy'));
  const table = tableOf(fresh).probabilities;
  for (let i = 0; i < 200; i++) {
    const y = i % tableOf(fresh).observations;
    const [action, expected] = [written.act(y), fresh.act(y)];
    demand(
      action === expected,
      () =>
        `After θ was written it draws action ${String(action)}, where ${String(expected)} follows from θ.`,
    );
  }
  demand(
    sameBits(tableOf(written).probabilities, table),
    () => 'After θ was written its table is not that of θ.',
  );
  demand(!sameBits(before, table), () => 'Writing θ changed nothing in its table.');
}

function soundFarOut(policy: ParametricPolicy, spaces: Spaces): void {
  const random = randomStream(5, 'parameters');
  for (const size of [10, 100, 1000]) {
    drawParameters(policy, size, random);
    policy.parameters[0] = size;
    const problem = tableProblem(tableOf(policy));
    demand(problem === undefined, () => `With parameters up to ${size}: ${problem}`);
    eachPair(policy, (score, y, u) =>
      demand(
        score.every(Number.isFinite),
        () =>
          `With parameters up to ${size} the score of action ${u} after observation ${y} is (${score.join(', ')}).`,
      ),
    );
    const total = new Float64Array(policy.parameters.length);
    addScores(policy, drawBatch(policy, spaces, 20, random), new Float64Array(20).fill(1), total);
    demand(
      total.every(Number.isFinite),
      () => `With parameters up to ${size} addScores gives (${total.join(', ')}).`,
    );
  }
}

function addScoreAdds(policy: ParametricPolicy, spaces: Spaces): void {
  const random = randomStream(6, 'parameters');
  drawParameters(policy, 1, random);
  const batch = drawBatch(policy, spaces, 8, random);
  for (let row = 0; row < batch.length; row++) {
    const score = new Float64Array(policy.parameters.length);
    policy.addScore(batch, row, 1, score);
    const into = score.map((_, k) => k + 1);
    policy.addScore(batch, row, -2.5, into);
    demandClose(
      into,
      score.map((value, k) => k + 1 - 2.5 * value),
      `Row ${row} with weight −2.5, added to (1, 2, …),`,
    );
  }
}

function addScoresSums(policy: ParametricPolicy, spaces: Spaces): void {
  const random = randomStream(7, 'parameters');
  for (const length of [1, 2, 60]) {
    drawParameters(policy, 1, random);
    const batch = drawBatch(policy, spaces, length, random);
    const weights = new Float64Array(batch.rewards.length).fill(NaN);
    for (let i = 0; i < length; i++) weights[i] = i % 5 === 4 ? 0 : 2 * random.uniform() - 1;
    const expected = policy.parameters.map((_, k) => k - 1);
    const found = expected.slice();
    for (let row = 0; row < length; row++) policy.addScore(batch, row, weights[row]!, expected);
    addScores(policy, batch, weights, found);
    demandClose(found, expected, `addScores over ${length} rows`);
  }
}

function eachPair(
  policy: ParametricPolicy,
  visit: (score: Float64Array, y: number, u: number) => void,
): void {
  const { observations, actions } = tableOf(policy);
  const spaces: Spaces = {
    observationSpace: { kind: 'discrete', size: observations },
    actionSpace: { kind: 'discrete', size: actions },
  };
  for (let y = 0; y < observations; y++) {
    for (let u = 0; u < actions; u++) {
      const score = new Float64Array(policy.parameters.length);
      policy.addScore(batchOf(spaces, [{ observation: y, action: u, reward: 0 }]), 0, 1, score);
      visit(score, y, u);
    }
  }
}

/** Rows that the policy itself might have made. */
function drawBatch(policy: ParametricPolicy, spaces: Spaces, length: number, random: Random): StepBatch {
  policy.begin(random);
  const rows = Array.from({ length }, () => {
    const observation = drawPoint(spaces.observationSpace, random);
    return { observation, action: copyPoint(policy.act(observation)), reward: random.uniform() };
  });
  return batchOf(spaces, rows);
}

function demandClose(found: Float64Array, expected: Float64Array, what: string): void {
  const scale = 1 + norm(expected);
  const k = found.findIndex((value, i) => !(Math.abs(value - expected[i]!) <= SUM_TOLERANCE * scale));
  demand(
    k < 0,
    () => `${what} gives ${found[k]} in component ${k}, where addScore alone gives ${expected[k]}.`,
  );
}
