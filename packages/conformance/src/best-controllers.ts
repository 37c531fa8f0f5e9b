import type { FiniteModel, FiniteTable } from '@pomdp-gym/contracts';
import { averageReward } from '@pomdp-gym/exact';
import { modelWithMemory, observationCount } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { attempt } from './attempt.js';

/** A policy, and η of it by exact evaluation. */
export interface Evaluated {
  readonly name: string;
  readonly averageReward: number;
}

/** Pairs of a state and what is seen there beyond which nothing is evaluated. */
const MOST_PAIRS = 2000;
/** Arithmetic that the search may cost, where an evaluation costs the cube of those pairs. */
const OPERATIONS = 1e8;
const MOST_EVALUATIONS = 100;
/** Policies up to which all are evaluated. */
const MOST_POLICIES = 300;
/** Weight of acting at random that is given to a deterministic policy where its chain has more than one recurrent class. */
const LOOSE = 1e-6;

/**
 * Acting at random, and without memory and with two nodes of memory the best deterministic policy that a search finds. Each is a lower
 * bound of the optimum. Nothing where the model is too large for an exact evaluation.
 */
export function* bestControllers(model: FiniteModel): Generator<Evaluated, void, undefined> {
  if (!canEvaluate(model)) return;
  const random = valueOf(model, uniformTable(model));
  if (random !== undefined) yield { name: 'acting at random', averageReward: random };
  for (const nodes of [1, 2]) {
    const best = bestOf(nodes === 1 ? model : modelWithMemory(model, nodes));
    if (best === undefined) continue;
    const memory = nodes === 1 ? 'without memory' : `with ${nodes} nodes of memory`;
    yield { name: `a policy ${memory}`, averageReward: best };
  }
}

/** Whether the model is small enough for an exact evaluation. */
export function canEvaluate(model: FiniteModel): boolean {
  return pairsOf(model) <= MOST_PAIRS;
}

/** Pairs (s, y) that a joint chain may hold. */
function pairsOf({ states, observationTables }: FiniteModel): number {
  return Math.max(states, ...observationTables.map(({ values }) => values.length));
}

function uniformTable(model: FiniteModel): FiniteTable {
  const { actions } = model;
  const observations = observationCount(model);
  return { observations, actions, probabilities: new Float64Array(observations * actions).fill(1 / actions) };
}

/** η; undefined where the chain has more than one recurrent class. */
function valueOf(model: FiniteModel, table: FiniteTable): number | undefined {
  return attempt(() => averageReward(model, table));
}

/** The best of all deterministic policies, where they are few; else the best that a search finds. */
function bestOf(model: FiniteModel): number | undefined {
  const count = model.actions ** observationCount(model);
  if (count > MOST_POLICIES || count * pairsOf(model) ** 3 > OPERATIONS) return search(model);
  const values = Array.from({ length: count }, (_, policy) => {
    const choices = Array.from({ length: observationCount(model) }, (_, y) =>
      Math.floor((policy / model.actions ** y) % model.actions),
    );
    return valueOfChoices(model, choices);
  });
  return Math.max(...values);
}

/** Coordinate ascent from random choices, an observation at a time, over and again while evaluations are left. */
function search(model: FiniteModel): number | undefined {
  let left = Math.min(MOST_EVALUATIONS, Math.floor(OPERATIONS / pairsOf(model) ** 3));
  const random = randomStream(1, 'best controllers', String(model.actions));
  let best: number | undefined;
  const evaluate = (choices: readonly number[]) => {
    left--;
    const value = valueOf(model, tableOf(model, choices, LOOSE)) ?? -Infinity;
    if (value > (best ?? -Infinity)) best = value;
    return value;
  };
  while (left > 0) {
    const choices = Array.from({ length: observationCount(model) }, () => random.uint32() % model.actions);
    climb(choices, model.actions, evaluate, () => left > 0);
  }
  return best;
}

/** Changes one choice at a time to the best action there, until no change is better. */
function climb(
  choices: number[],
  actions: number,
  evaluate: (choices: readonly number[]) => number,
  goesOn: () => boolean,
): void {
  let value = evaluate(choices);
  let place = 0;
  for (let unchanged = 0; unchanged < choices.length && goesOn(); unchanged++) {
    for (let action = 0; action < actions && goesOn(); action++) {
      const changed = choices.with(place, action);
      const other = evaluate(changed);
      if (other <= value + 1e-12) continue;
      [value, unchanged] = [other, -1];
      choices[place] = action;
    }
    place = (place + 1) % choices.length;
  }
}

/** η of a policy that takes one action after each observation. */
function valueOfChoices(model: FiniteModel, choices: readonly number[]): number {
  const value = valueOf(model, tableOf(model, choices, 0)) ?? valueOf(model, tableOf(model, choices, LOOSE));
  return value ?? -Infinity;
}

function tableOf(model: FiniteModel, choices: readonly number[], loose: number): FiniteTable {
  const table = uniformTable(model);
  const { actions, probabilities } = table;
  probabilities.fill(loose / actions);
  choices.forEach((action, y) => (probabilities[y * actions + action]! += 1 - loose));
  return table;
}
