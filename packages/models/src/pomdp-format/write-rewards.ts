import type { FiniteModel } from '@pomdp-gym/contracts';
import type { ElementNames } from './write-pomdp.js';

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
type Rule = readonly [state: number, next: number, observation: number, reward: number];

/** The `R:` statements of a model: for each action the fewest rules of one shape, over a default. */
export function writeRewards(model: FiniteModel, names: ElementNames, values: 'reward' | 'cost'): string[] {
  const print = (rules: readonly Rule[], action: string) =>
    rules.map(([state, next, observation, reward]) => {
      const where = [
        nameOf(names.states, state),
        nameOf(names.states, next),
        nameOf(names.observations, observation),
      ];
      return `R: ${action} : ${where.join(' : ')} ${numeral(values === 'cost' && reward !== 0 ? -reward : reward)}`;
    });
  const rules = names.actions.map((_, action) => fewestRules(cellsOf(model, action)));
  const first = rules[0]!;
  if (rules.every((others) => sameRules(others, first))) {
    return first.length === 0 ? ['R: * : * : * : * 0'] : print(first, '*');
  }
  return rules.flatMap((own, action) => print(own, names.actions[action]!));
}

function nameOf(names: readonly string[], element: number): string {
  return element < 0 ? '*' : names[element]!;
}

/** The shortest decimal that reads back to the bit. */
function numeral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function cellsOf(model: FiniteModel, action: number): Cell[] {
  const { offsets, indices, values: probabilities } = model.transitions[action]!;
  const emissions = model.emissions[action]!;
  const rewards = model.rewards[action]!;
  const cells: Cell[] = [];
  for (let state = 0; state < model.states; state++) {
    for (let k = offsets[state]!; k < offsets[state + 1]!; k++) {
      if (probabilities[k] === 0) continue;
      const next = indices[k]!;
      const begin = emissions.offsets[next]!;
      for (let j = begin; j < emissions.offsets[next + 1]!; j++) {
        if (emissions.values[j] === 0) continue;
        const reward = rewards.values[rewards.offsets ? rewards.offsets[k]! + j - begin : k]!;
        cells.push({ state, next, observation: emissions.indices[j]!, reward });
      }
    }
  }
  return cells;
}

function fewestRules(cells: readonly Cell[]): readonly Rule[] {
  let fewest: readonly Rule[] | undefined;
  for (const shape of SHAPES) {
    const rules = rulesOf(cells, shape);
    if (rules && (!fewest || rules.length < fewest.length)) fewest = rules;
    if (fewest && fewest.length <= 1) break;
  }
  return fewest ?? [];
}

/** The rules of one shape that say it all: its most common reward as the default first. Undefined where none can. */
function rulesOf(cells: readonly Cell[], [byState, byNext, byObservation]: Shape): Rule[] | undefined {
  const rules = new Map<string, Rule>();
  for (const { state, next, observation, reward } of cells) {
    const rule: Rule = [byState ? state : -1, byNext ? next : -1, byObservation ? observation : -1, reward];
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

function sameRules(one: readonly Rule[], other: readonly Rule[]): boolean {
  const alike = (rule: Rule, index: number) => rule.every((value, at) => Object.is(value, other[index]![at]));
  return one === other || (one.length === other.length && one.every(alike));
}
