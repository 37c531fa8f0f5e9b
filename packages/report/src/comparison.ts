import { grouped, type Metric } from '@pomdp-gym/contracts';
import {
  type ComparedResult,
  describeAgent,
  metricNames,
  type MetricSummary,
  type Score,
  type Study,
} from '@pomdp-gym/experiment';
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
  /** Returns and lengths of episodes; null where the study does not ask for them. */
  readonly episode: ComparisonTable | null;
  /** Scores by each metric that has some; null where the study names no agent to normalise from. */
  readonly scores: ComparisonTable | null;
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

/** Where the study names its metrics, agents are ranked by the first of them. */
export function comparisonOf(
  { name, seeds, budget, agents, environments, metrics }: Study,
  results: readonly ComparedResult[],
  pairs: readonly ComparedPair[] = [],
): Comparison {
  return {
    name,
    seeds,
    budget,
    agents: agents.map((agent) => ({ name: agent.name, parts: describeAgent(agent) })),
    environments: environments.map((environment) => {
      const own = results.filter((result) => result.environment === environment.name);
      const found = metrics ? ranked(own) : own;
      const list = pairs.filter((pair) => pair.environment === environment.name);
      return {
        name: environment.name,
        results: found,
        average: averageTable(found),
        start: found.some(({ discounted }) => discounted) ? startTable(found) : null,
        episode: episodeTable(found),
        scores: scoreTable(found),
        pairs: list.length === 0 ? null : pairsOf(list, found),
      };
    }),
  };
}

/** The best by the first metric first; agents without a value come last. */
function ranked(results: readonly ComparedResult[]): ComparedResult[] {
  const value = ({ metrics: [first] }: ComparedResult) => first?.mean ?? -Infinity;
  return [...results].sort((a, b) => (value(a) === value(b) ? 0 : value(b) - value(a)));
}

/** Differences are written with the digits of what is compared. */
function pairsOf(list: readonly ComparedPair[], results: readonly ComparedResult[]): ComparedPairs {
  const digits = rewardDigits(results.map(({ metrics: [first], mean }) => (first ? first.mean : mean)));
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

/** The metrics of an episode, a pair of columns each. */
const EPISODE: readonly Metric[] = ['return', 'length'];

function episodeTable(results: readonly ComparedResult[]): ComparisonTable | null {
  const asked = EPISODE.filter((metric) =>
    results.some(({ metrics }) => metrics.some((m) => m.metric === metric)),
  );
  if (asked.length === 0) return null;
  const cells = asked.map((metric) => {
    const found = results.map(({ metrics }) => metrics.find((each) => each.metric === metric));
    const digits = rewardDigits(found.map((each) => each?.mean ?? null));
    return found.map((each) => (each ? intervalCells(each, digits) : [null, null]));
  });
  return {
    columns: ['agent', ...asked.flatMap((metric) => [metricNames[metric], '95 % interval'])],
    rows: results.map(({ agent }, row) => [agent, ...cells.flatMap((column) => column[row] ?? [])]),
    bracketRow: null,
  };
}

function scoreTable(results: readonly ComparedResult[]): ComparisonTable | null {
  const scored = results[0]?.metrics
    .map(({ metric }) => metric)
    .filter((metric) =>
      results.some(({ metrics }) => metrics.some((each) => each.metric === metric && each.score)),
    );
  if (!scored || scored.length === 0) return null;
  return {
    columns: ['agent', ...scored.map((metric) => `score by ${metricNames[metric]}`)],
    rows: results.map(({ agent, metrics }) => [
      agent,
      ...scored.map((metric) => scoreText(metrics.find((each) => each.metric === metric)?.score ?? null)),
    ]),
    bracketRow: null,
  };
}

/** `0.83`, or `0.80 to 0.86` where the optimum lies in a bracket. */
function scoreText(score: Score | null): string | null {
  if (!score) return null;
  const [least, greatest] = [score.least, score.greatest].map((end) => end?.toFixed(3));
  if (least === undefined) return `at most ${greatest}`;
  if (greatest === undefined) return `at least ${least}`;
  return least === greatest ? least : `${least} to ${greatest}`;
}

type MeanInterval = Pick<MetricSummary, 'mean' | 'low' | 'high' | 'exact'>;

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
