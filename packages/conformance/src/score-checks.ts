import {
  addScores,
  type ParametricPolicy,
  type Random,
  type Spaces,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { addScaled, log, moveProbabilities, norm, randomStream } from '@pomdp-gym/numerics';
import { actedRow, type BatchSpaces, batchOf, type Row } from './batches.js';
import { chanceChecks } from './chance-checks.js';
import { type Check, demand } from './check.js';
import { drawParameters } from './draw-parameters.js';
import { fastScoreChecks } from './fast-score-checks.js';
import { lawOf, lawProblem } from './laws.js';
import { logProbabilityChecks } from './log-probability-checks.js';
import { drawPoint } from './points.js';
import { splitChecks } from './split-checks.js';
import { sameBits } from './walk.js';

const STEP = 1e-5;
/** Central differences at that step miss a smooth score by about 1e-10. */
const DIFFERENCE_TOLERANCE = 1e-6;
const SUM_TOLERANCE = 1e-12;

/** The rules of a policy with parameters: its score is the gradient of the logarithm of its law. */
export function scoreChecks(create: () => ParametricPolicy, spaces: Spaces, seed: number): Check[] {
  const finite = spaces.observationSpace.kind === 'discrete' && spaces.actionSpace.kind === 'discrete';
  const example = create();
  const tabular = finite && (example.controller ?? example.table) !== undefined;
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
    ...fastScoreChecks(create, spaces, (policy, length, random) => drawBatch(policy, spaces, length, random)),
    ...(tabular ? onTables : chanceChecks(create, spaces, seed)),
    ...(example.logProbability ? logProbabilityChecks(create, spaces, tabular) : []),
    ...(example.split ? splitChecks(create) : []),
  ];
}

function soundParameters(policy: ParametricPolicy): void {
  const { parameters } = policy;
  demand(parameters instanceof Float64Array, () => 'Its parameters are no Float64Array.');
  demand(parameters.length > 0, () => 'It has no parameters.');
  demand(parameters.every(Number.isFinite), () => `It begins with θ = (${parameters.join(', ')}).`);
  policy.table?.();
  demand(policy.parameters === parameters, () => 'Its `parameters` return another array each time.');
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

/** The law is computed twice a parameter, for all choices at once. */
function scoreIsGradient(policy: ParametricPolicy): void {
  const random = randomStream(2, 'parameters');
  for (let trial = 0; trial < 3; trial++) {
    drawParameters(policy, 2, random);
    const moves = moveProbabilities(lawOf(policy)).slice();
    const slopes = Array.from(policy.parameters, (_, k) => slopesOfLog(policy, k));
    eachChoice(policy, (score, choice) => {
      // What cannot be chosen at any θ has no score, and nobody asks for it.
      if (moves[choice.index] === 0) return;
      for (let k = 0; k < score.length; k++) {
        const difference = slopes[k]![choice.index]!;
        demand(
          Math.abs(score[k]! - difference) <= DIFFERENCE_TOLERANCE * (1 + Math.abs(difference)),
          () =>
            `Component ${k} of the score of ${nameOf(choice)} is ${score[k]}; by differences of log μ it is ${difference}.`,
        );
      }
    });
  }
}

/** Central differences of the logarithm of each probability of the law, along parameter k. */
function slopesOfLog(policy: ParametricPolicy, k: number): Float64Array {
  const [below, above] = [-STEP, STEP].map((shift) => shiftedLaw(policy, k, shift));
  return above!.map((probability, choice) => (log(probability) - log(below![choice]!)) / (2 * STEP));
}

function shiftedLaw(policy: ParametricPolicy, k: number, shift: number): Float64Array {
  const before = policy.parameters[k]!;
  policy.parameters[k] = before + shift;
  const moves = moveProbabilities(lawOf(policy)).slice();
  policy.parameters[k] = before;
  return moves;
}

function meanScoreIsZero(policy: ParametricPolicy): void {
  drawParameters(policy, 2, randomStream(3, 'parameters'));
  const law = lawOf(policy);
  const probabilities = moveProbabilities(law);
  const width = law.actions * law.nodes;
  const means = Array.from(
    { length: probabilities.length / width },
    () => new Float64Array(policy.parameters.length),
  );
  eachChoice(policy, (score, { index }) =>
    addScaled(means[Math.floor(index / width)]!, probabilities[index]!, score),
  );
  means.forEach((mean, row) =>
    demand(
      norm(mean) <= 1e-10,
      () =>
        `After observation ${row % law.observations}${inNode(law.nodes, Math.floor(row / law.observations))} the scores average (${mean.join(', ')}) under μ.`,
    ),
  );
}

function effective(create: () => ParametricPolicy): void {
  const random = randomStream(4, 'parameters');
  const [written, fresh] = [create(), create()];
  const before = moveProbabilities(lawOf(written));
  written.reset(randomStream(4, 'policy'));
  for (let y = 0; y < lawOf(written).observations; y++) written.act(y);
  drawParameters(written, 2, random);
  fresh.parameters.set(written.parameters);
  written.reset(randomStream(4, 'policy'));
  fresh.reset(randomStream(4, 'policy'));
  const law = moveProbabilities(lawOf(fresh));
  const { observations } = lawOf(fresh);
  for (let i = 0; i < 200; i++) {
    const y = i % observations;
    const [action, expected] = [written.act(y), fresh.act(y)];
    demand(
      action === expected,
      () =>
        `After θ was written it draws action ${String(action)}, where ${String(expected)} follows from θ.`,
    );
  }
  demand(
    sameBits(moveProbabilities(lawOf(written)), law),
    () => 'After θ was written its table is not that of θ.',
  );
  demand(!sameBits(before, law), () => 'Writing θ changed nothing in its table.');
}

function soundFarOut(policy: ParametricPolicy, spaces: Spaces): void {
  const random = randomStream(5, 'parameters');
  for (const size of [10, 100, 1000]) {
    drawParameters(policy, size, random);
    policy.parameters[0] = size;
    const problem = lawProblem(policy);
    demand(problem === undefined, () => `With parameters up to ${size}: ${problem}`);
    eachChoice(policy, (score, choice) =>
      demand(
        score.every(Number.isFinite),
        () => `With parameters up to ${size} the score of ${nameOf(choice)} is (${score.join(', ')}).`,
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
    const lent = weights.slice();
    const expected = policy.parameters.map((_, k) => k - 1);
    const found = expected.slice();
    for (let row = 0; row < length; row++) policy.addScore(batch, row, weights[row]!, expected);
    addScores(policy, batch, weights, found);
    demandClose(found, expected, `addScores over ${length} rows`);
    const written = weights.findIndex((weight, i) => !Object.is(weight, lent[i]));
    demand(
      written < 0,
      () => `addScores writes to row ${written} of the weights, which are lent and stay as they are.`,
    );
  }
}

/** A pair (u, m') after (m, y), numbered as in `FiniteStateController`. */
interface Choice {
  readonly index: number;
  readonly nodes: number;
  readonly observation: number;
  readonly action: number;
  readonly before: number;
  readonly after: number;
}

function eachChoice(policy: ParametricPolicy, visit: (score: Float64Array, choice: Choice) => void): void {
  const { nodes, observations, actions } = lawOf(policy);
  const spaces: BatchSpaces = {
    observationSpace: { kind: 'discrete', size: observations },
    actionSpace: { kind: 'discrete', size: actions },
    memorySpace: policy.memorySpace,
  };
  for (let index = 0; index < nodes * observations * actions * nodes; index++) {
    const [pair, row] = [Math.floor(index / nodes), Math.floor(index / (nodes * actions))];
    const [before, after] = [Math.floor(row / observations), index % nodes];
    const choice = { index, nodes, observation: row % observations, action: pair % actions, before, after };
    const step: Row = { ...choice, reward: 0, memory: { before, after } };
    const score = new Float64Array(policy.parameters.length);
    policy.addScore(batchOf(spaces, [step]), 0, 1, score);
    visit(score, choice);
  }
}

function nameOf({ nodes, observation, action, before, after }: Choice): string {
  const memory = nodes > 1 ? ` and memory ${after}` : '';
  return `action ${action}${memory} after observation ${observation}${inNode(nodes, before)}`;
}

function inNode(nodes: number, node: number): string {
  return nodes > 1 ? ` in memory ${node}` : '';
}

/** Rows that the policy itself might have made. */
function drawBatch(policy: ParametricPolicy, spaces: Spaces, length: number, random: Random): StepBatch {
  policy.reset(random);
  const rows = Array.from({ length }, () =>
    actedRow(policy, drawPoint(spaces.observationSpace, random), random.uniform()),
  );
  return batchOf({ ...spaces, memorySpace: policy.memorySpace }, rows);
}

function demandClose(found: Float64Array, expected: Float64Array, what: string): void {
  const scale = 1 + norm(expected);
  const k = found.findIndex((value, i) => !(Math.abs(value - expected[i]!) <= SUM_TOLERANCE * scale));
  demand(
    k < 0,
    () => `${what} gives ${found[k]} in component ${k}, where addScore alone gives ${expected[k]}.`,
  );
}
