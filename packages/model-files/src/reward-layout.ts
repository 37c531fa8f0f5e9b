import type { FiniteModel } from '@pomdp-gym/contracts';

/** The reward of one transition, seen with one observation. */
interface Cell {
  readonly state: number;
  readonly next: number;
  readonly observation: number;
  readonly reward: number;
}

/** Which of (state, next state, observation) a rule names. */
type Shape = readonly [state: boolean, next: boolean, observation: boolean];

/** From the plainest on: of two that take equally many rules the first is taken. */
const SHAPES: readonly Shape[] = [
  [false, false, false],
  [true, false, false],
  [false, true, false],
  [false, false, true],
  [true, true, false],
  [true, false, true],
  [false, true, true],
  [true, true, true],
];

/** A rule: what it names, −1 for a wildcard, and the reward it sets. */
export type RewardRule = readonly [state: number, next: number, observation: number, reward: number];

/** The rules of one action, −1 for all of them, of which a later one overrides an earlier one. */
export interface ActionRules {
  readonly action: number;
  readonly rules: readonly RewardRule[];
}

/** The rules that set the rewards of a model: for each action the fewest of one shape, over a default. */
export function layoutRewards(model: FiniteModel): ActionRules[] {
  const all = model.rewards.map((_, action) => fewestRules(cellsOf(model, action)));
  const first = all[0]!;
  if (all.every((rules) => sameRules(rules, first))) return [{ action: -1, rules: first }];
  return all.map((rules, action) => ({ action, rules }));
}

/** The shortest decimal that reads back to the bit. */
export function numeral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function cellsOf(model: FiniteModel, action: number): Cell[] {
  const { offsets, indices, values: probabilities } = model.transitions[action]!;
  const observationTable = model.observationTables[action]!;
  const rewards = model.rewards[action]!;
  const cells: Cell[] = [];
  for (let state = 0; state < model.states; state++) {
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      if (probabilities[k] === 0) continue;
      const next = indices[k]!;
      const begin = observationTable.offsets[next]!;
      for (let j = begin; j < observationTable.offsets[next + 1]!; j++) {
        if (observationTable.values[j] === 0) continue;
        const reward = rewards.values[rewards.offsets ? rewards.offsets[k]! + j - begin : k]!;
        cells.push({ state, next, observation: observationTable.indices[j]!, reward });
      }
    }
  }
  return cells;
}

function fewestRules(cells: readonly Cell[]): readonly RewardRule[] {
  let fewest: readonly RewardRule[] | undefined;
  for (const shape of SHAPES) {
    const rules = rulesOf(cells, shape);
    if (rules && (!fewest || rules.length < fewest.length)) fewest = rules;
    if (fewest && fewest.length <= 1) break;
  }
  return fewest ?? [];
}

/** The rules of one shape that say it all: its most common reward as the default first. Undefined where none can. */
function rulesOf(cells: readonly Cell[], [byState, byNext, byObservation]: Shape): RewardRule[] | undefined {
  const rules = new Map<string, RewardRule>();
  for (const { state, next, observation, reward } of cells) {
    const rule: RewardRule = [
      byState ? state : -1,
      byNext ? next : -1,
      byObservation ? observation : -1,
      reward,
    ];
    const key = `${rule[0]} ${rule[1]} ${rule[2]}`;
    const known = rules.get(key);
    if (!known) rules.set(key, rule);
    else if (!Object.is(known[3], reward)) return undefined;
  }
  const usual = mostCommon([...rules.values()].map((rule) => rule[3]));
  const rest = [...rules.values()].filter((rule) => !Object.is(rule[3], usual));
  return Object.is(usual, 0) ? rest : [[-1, -1, -1, usual], ...rest];
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<string, number>();
  let best = 0;
  let most = 0;
  for (const value of values) {
    const key = numeral(value);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > most) [best, most] = [value, count];
  }
  return best;
}

function sameRules(one: readonly RewardRule[], other: readonly RewardRule[]): boolean {
  const alike = (rule: RewardRule, index: number) =>
    rule.every((value, at) => Object.is(value, other[index]![at]));
  return one === other || (one.length === other.length && one.every(alike));
}
