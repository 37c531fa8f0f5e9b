import { InputError } from '@pomdp-gym/contracts';
import { log, randomStream } from '@pomdp-gym/numerics';
import type { MetricSummary } from '../results/summary.js';
import type { Study } from './study.js';

/** How the options of agents are searched. */
export interface TuningSettings {
  /** Every configuration with the whole budget, or fewer and fewer with more and more of it. */
  readonly method: 'random' | 'halving';
  /** The most configurations of an agent that are tried. */
  readonly configurations: number;
  readonly seeds: readonly number[];
}

/** Of the configurations of a round of successive halving, this part goes on, with so many times the budget. */
const FACTOR = 3;

/** A round of a search: how many configurations it tries, and the steps each may take. */
export interface TuningRound {
  readonly configurations: number;
  readonly budget: number;
}

/**
 * The rounds of a search: one for random search. Successive halving (Karnin, Koren and Somekh 2013; Jamieson and Talwalkar 2016)
 * keeps a third after each round and gives it three times the steps; the last round has the whole budget.
 *
 * @param least steps that a round gives at least: what one gradient takes.
 */
export function tuningRounds(
  method: TuningSettings['method'],
  configurations: number,
  budget: number,
  least: number,
): TuningRound[] {
  if (method === 'random') return [{ configurations, budget }];
  const last = Math.max(0, Math.floor(log(configurations) / log(FACTOR) + 1e-9));
  return Array.from({ length: last + 1 }, (_, round) => ({
    configurations: Math.max(1, Math.floor(configurations / FACTOR ** round)),
    budget: Math.min(budget, Math.max(least, Math.ceil(budget / FACTOR ** (last - round)))),
  }));
}

/** Some of the configurations of an agent, drawn without repetition, in their order; all where there are no more. */
export function drawConfigurations(names: readonly string[], most: number, family: string): string[] {
  if (names.length <= most) return [...names];
  const random = randomStream(1, 'tune', family);
  const drawn = names.map((name, place) => ({ name, place, chance: random.uniform() }));
  return drawn
    .sort((a, b) => a.chance - b.chance)
    .slice(0, most)
    .sort((a, b) => a.place - b.place)
    .map(({ name }) => name);
}

/** Seeds for tuning that the study does not use itself: as many as are asked for after its largest. */
export function tuningSeeds({ seeds }: Study, count: number, first = Math.max(...seeds) + 1): number[] {
  const chosen = Array.from({ length: count }, (_, i) => first + i);
  const shared = chosen.filter((seed) => seeds.includes(seed));
  if (shared.length === 0) return chosen;
  throw new InputError(
    `The seeds ${shared.join(', ')} are those of the study too, and what is tuned on a seed is not compared on it: ` +
      `tune on others, from ${Math.max(...seeds) + 1} on.`,
  );
}

/** What is known of an agent in an environment. */
export interface TuningResult {
  readonly environment: string;
  readonly agent: string;
  readonly metrics: readonly MetricSummary[];
}

/**
 * Agents by their mean place over the environments, the best first: in each by the first metric of the study, agents without a value
 * behind all others. Of equals the earlier comes first.
 */
export function rankAgents(results: readonly TuningResult[]): string[] {
  const places = new Map<string, number>();
  for (const environment of new Set(results.map((result) => result.environment))) {
    const here = results.filter((result) => result.environment === environment);
    for (const one of here) {
      const better = here.filter((other) => valueOf(other) > valueOf(one)).length;
      const equal = here.filter((other) => valueOf(other) === valueOf(one)).length;
      places.set(one.agent, (places.get(one.agent) ?? 0) + better + (equal - 1) / 2);
    }
  }
  return [...places].sort(([, a], [, b]) => a - b).map(([agent]) => agent);
}

function valueOf({ metrics: [first] }: TuningResult): number {
  return first?.mean ?? -Infinity;
}
