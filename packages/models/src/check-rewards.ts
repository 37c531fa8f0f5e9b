import { type FiniteModel, InputError } from '@pomdp-gym/contracts';
import { countProblem } from './check-table.js';

/** Squares of sums of such rewards are still numbers in double precision. */
const LARGEST = 1e100;

/** Throws an InputError where sums of rewards, or their squares, could overflow: every result would be none. */
export function assertRewardsInReach(model: FiniteModel): void {
  for (const [action, { values }] of model.rewards.entries()) {
    const large = values.find((value) => Math.abs(value) > LARGEST);
    if (large === undefined) continue;
    const name = model.labels.actions?.[action] ?? `action ${action}`;
    throw new InputError(
      `A reward under ${name} is ${large}: what is computed from rewards beyond ${LARGEST} overflows. ` +
        'Divide all rewards by one number; the best policy stays the same.',
    );
  }
}

/** What is wrong with the rewards of one action, in a model whose other tables have the right shape. */
export function rewardProblems(model: FiniteModel, action: number, name: string): string[] {
  const bad = model.rewards[action]!.values.find((value) => !Number.isFinite(value));
  return [
    ...rewardCountProblems(model, action, name),
    ...(bad === undefined ? [] : [`A reward under ${name} is ${bad}, not a finite number.`]),
  ];
}

/** One reward a stored transition, or one for each observation that is stored for its successor. */
function rewardCountProblems(model: FiniteModel, action: number, name: string): string[] {
  const { indices } = model.transitions[action]!;
  const { offsets: shown } = model.observationTables[action]!;
  const { values, offsets } = model.rewards[action]!;
  if (!offsets) return countProblem(`Rewards under ${name}`, values.length, indices.length);
  const count = countProblem(`Reward offsets under ${name}`, offsets.length, indices.length + 1);
  if (count.length > 0) return count;
  if (offsets[0] !== 0) return [`The reward offsets under ${name} begin at ${offsets[0]}, not at 0.`];
  const uneven = indices.findIndex(
    (next, k) => offsets[k + 1]! - offsets[k]! !== shown[next + 1]! - shown[next]!,
  );
  if (uneven < 0) return countProblem(`Rewards under ${name}`, values.length, offsets.at(-1)!);
  const next = indices[uneven]!;
  return [
    `The reward offsets under ${name} give ${offsets[uneven + 1]! - offsets[uneven]!} rewards to stored transition ` +
      `${uneven}, whose successor shows ${shown[next + 1]! - shown[next]!} observations.`,
  ];
}
