import { grouped } from '@pomdp-gym/contracts';
import { type ComparedResult, describeAgent, type Study } from '@pomdp-gym/experiment';
import { bracketText } from './bracket-text.js';
import { percentOfOptimum } from './percent-of-optimum.js';
import { type RewardDigits, rewardDigits } from './reward-digits.js';
import type { ComparedPair } from './compared-pairs.js';
import type { ComparisonTable } from './comparison-table.js';
import { pairMatrix, pairTable } from './pair-tables.js';
import { markedName } from './stay-notes.js';

/** What was found in one environment. */
export interface ComparedEnvironment {
  readonly name: string;
  readonly results: readonly ComparedResult[];
  /** Average rewards: agent, mean, interval, share of the optimum, steps of a run, failures. */
  readonly average: ComparisonTable;
  /** Discounted values of the start: agent, mean, interval; null where the study does not ask for them. */
  readonly start: ComparisonTable | null;
  /** The pairs of agents; null where there is one agent. */
  readonly pairs: ComparedPairs | null;
}

/** Pairs as data, a row each, and as a matrix of agents. */
interface ComparedPairs {
  readonly list: readonly ComparedPair[];
  readonly table: ComparisonTable;
  readonly matrix: ComparisonTable;
}

/** What was compared and how it came out, as plain data: the terminal and the page are written from it. */
export interface Comparison {
  readonly name: string;
  readonly seeds: readonly number[];
  readonly budget: number;
  /** Every agent with what it is made of. */
  readonly agents: readonly { readonly name: string; readonly parts: string }[];
  readonly environments: readonly ComparedEnvironment[];
}

export function comparisonOf(
  { name, seeds, budget, agents, environments }: Study,
  results: readonly ComparedResult[],
  pairs: readonly ComparedPair[] = [],
): Comparison {
  return {
    name,
    seeds,
    budget,
    agents: agents.map((agent) => ({ name: agent.name, parts: describeAgent(agent) })),
    environments: environments.map((environment) => {
      const found = results.filter((result) => result.environment === environment.name);
      const list = pairs.filter((pair) => pair.environment === environment.name);
      return {
        name: environment.name,
        results: found,
        average: averageTable(found),
        start: found.some(({ discounted }) => discounted) ? startTable(found) : null,
        pairs: list.length === 0 ? null : pairsOf(list, found),
      };
    }),
  };
}

/** Differences are written with the digits of the rewards. */
function pairsOf(list: readonly ComparedPair[], results: readonly ComparedResult[]): ComparedPairs {
  const digits = rewardDigits(results.map(({ mean }) => mean));
  return { list, table: pairTable(list, digits), matrix: pairMatrix(list, digits) };
}

function averageTable(results: readonly ComparedResult[]): ComparisonTable {
  const digits = rewardDigits(results.map(({ mean }) => mean));
  return {
    columns: ['agent', 'average reward', '95 % interval', 'of optimum', 'steps a run', 'failures'],
    rows: results.map((result) => [
      markedName(result),
      ...intervalCells(result, digits),
      percentOfOptimum(result.fractionOfOptimum) ?? null,
      result.steps === null ? null : grouped(result.steps),
      result.failures === 0 ? '0' : `${result.failures} of ${result.runs + result.failures}`,
    ]),
    bracketRow: bracketRow(results[0], digits),
  };
}

function startTable(results: readonly ComparedResult[]): ComparisonTable {
  const digits = rewardDigits(results.map(({ discounted }) => discounted?.mean ?? null));
  const first = results.find(({ discounted }) => discounted)?.discounted;
  return {
    columns: ['agent', 'value of the start', '95 % interval'],
    rows: results.map(({ agent, discounted }) => [
      agent,
      ...(discounted ? intervalCells(discounted, digits) : [null, null]),
    ]),
    bracketRow: bracketRow(first ?? undefined, digits),
  };
}

type MeanInterval = Pick<ComparedResult, 'mean' | 'low' | 'high' | 'exact'>;

/** A mean, with ~ where it is simulated, and its interval. */
function intervalCells({ mean, low, high, exact }: MeanInterval, digits: RewardDigits): (string | null)[] {
  return [
    mean === null ? null : `${exact ? '' : '~'}${digits.text(mean)}`,
    low === null || high === null ? null : `${digits.text(low)} to ${digits.text(high)}`,
  ];
}

function bracketRow(
  result: Pick<ComparedResult, 'bracket'> | undefined,
  digits: RewardDigits,
): string[] | null {
  if (!result?.bracket) return null;
  const { lower, upper } = result.bracket;
  return ['the best policy', '', bracketText(lower, upper, digits)];
}
