import type { FiniteTable, Policy } from '@pomdp-gym/contracts';
import { drawIndex, log, randomStream } from '@pomdp-gym/numerics';
import { type Check, demand } from './check.js';
import { playThrough } from './play-through.js';
import { errand, ring, smallEnvironment } from './small-models.js';
import { sameBits } from './walk.js';

/** A row of a table may miss one by rounding only. */
const ROW_TOLERANCE = 1e-12;
const DRAWS = 2000;
/** A sound policy is refused so often at most, over all cells of its table. */
const FALSE_ALARM_RATE = 1e-9;

/** The rules of a policy that writes its law down as a table. */
export function tableChecks(create: () => Policy, smallSpaces: boolean, seed: number): Check[] {
  const checks: Check[] = [
    {
      name: 'Each row of the table is a distribution: its probabilities sum to one.',
      run: () => soundTable(create()),
    },
    {
      name: 'It acts as often as its table says.',
      falseAlarmRate: FALSE_ALARM_RATE,
      run: () => followsTable(create(), seed),
    },
    {
      name: 'It draws with drawIndex, one integer an action, as the tabular kernel does.',
      run: () => drawsAlike(create()),
    },
  ];
  if (!smallSpaces) return checks;
  return [
    ...checks,
    { name: 'Tabular kernel and generic path give the same bits.', run: () => samePaths(create) },
  ];
}

/** The table, or the sentence that there is none. */
export function tableOf(policy: Policy): FiniteTable {
  const table = policy.table?.();
  demand(table !== undefined, () => 'It has no table.');
  return table;
}

/** What keeps a table from being one, as a sentence. */
export function tableProblem({ observations, actions, probabilities }: FiniteTable): string | undefined {
  if (probabilities.length !== observations * actions) {
    return `The table holds ${probabilities.length} numbers for ${observations} observations and ${actions} actions.`;
  }
  for (let y = 0; y < observations; y++) {
    const row = probabilities.subarray(y * actions, (y + 1) * actions);
    const sum = row.reduce((total, probability) => total + probability, 0);
    const sound = row.every((probability) => probability >= 0) && Math.abs(sum - 1) <= ROW_TOLERANCE;
    if (!sound) return `Row ${y} of the table, (${row.join(', ')}), sums to ${sum}.`;
  }
  return undefined;
}

function soundTable(policy: Policy): void {
  const problem = tableProblem(tableOf(policy));
  demand(problem === undefined, () => problem ?? '');
}

/** Each count within what Bernstein's inequality allows. */
function followsTable(policy: Policy, seed: number): void {
  const { observations, actions, probabilities } = tableOf(policy);
  const expected = probabilities.slice();
  const alarm = log((2 * expected.length) / FALSE_ALARM_RATE);
  policy.reset(randomStream(seed, 'policy'));
  for (let y = 0; y < observations; y++) {
    const counts = new Float64Array(actions);
    for (let i = 0; i < DRAWS; i++) counts[policy.act(y) as number]! += 1;
    for (let u = 0; u < actions; u++) {
      const mean = DRAWS * expected[y * actions + u]!;
      const allowed = alarm / 3 + Math.sqrt(alarm ** 2 / 9 + 2 * alarm * mean);
      demand(
        Math.abs(counts[u]! - mean) <= allowed,
        () =>
          `After observation ${y} it took action ${u} ${counts[u]} times of ${DRAWS}; its table says ${mean.toFixed(0)}.`,
      );
    }
  }
}

function drawsAlike(policy: Policy): void {
  const { observations, actions, probabilities } = tableOf(policy);
  const table = probabilities.slice();
  const twin = randomStream(2, 'policy');
  policy.reset(randomStream(2, 'policy'));
  for (let i = 0; i < 500; i++) {
    const y = i % observations;
    const expected = drawIndex(table, y * actions, actions, twin);
    const action = policy.act(y) as number;
    demand(
      action === expected,
      () => `Draw ${i} gives action ${action} after observation ${y}, drawIndex gives ${expected}.`,
    );
  }
}

function samePaths(create: () => Policy): void {
  for (const model of [ring(), errand()]) {
    const [kernel, generic] = (['kernel', 'generic'] as const).map((path) => {
      const numbers: number[] = [];
      playThrough(
        {
          environment: smallEnvironment(model),
          policy: create(),
          environmentRandom: randomStream(3, 'environment'),
          policyRandom: randomStream(3, 'policy'),
          steps: 500,
          batchSize: 64,
          path,
        },
        ({ length, observations, actions, rewards }) => {
          for (let i = 0; i < length; i++)
            numbers.push(observations.values[i]!, actions.values[i]!, rewards[i]!);
        },
      );
      return numbers;
    });
    demand(sameBits(kernel!, generic!), () => {
      const place = kernel!.findIndex((value, i) => !Object.is(value, generic![i]));
      return `The two paths part at step ${Math.floor(place / 3)}.`;
    });
  }
}
