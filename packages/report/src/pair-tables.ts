import { metricNames } from '@pomdp-gym/experiment';
import type { PairOutcome } from '@pomdp-gym/statistics';
import type { ComparedPair } from './compared-pairs.js';
import type { ComparisonTable } from './comparison-table.js';
import type { RewardDigits } from './reward-digits.js';

/** One row a pair. */
export function pairTable(pairs: readonly ComparedPair[], digits: RewardDigits): ComparisonTable {
  const text = (value: number | null) => (value === null ? null : digits.text(value));
  return {
    columns: ['a and b', 'a − b', '95 % interval', 'P(a > b)', 'variance saved', 'p', 'decided'],
    rows: pairs.map((pair) => [
      `${pair.first}, ${pair.second}`,
      text(pair.difference),
      pair.low === null || pair.high === null ? null : `${text(pair.low)} to ${text(pair.high)}`,
      percent(pair.improvement),
      percent(pair.varianceSaved),
      pText(pair.adjusted),
      decisions[pair.decision],
    ]),
    bracketRow: null,
  };
}

const decisions: Record<PairOutcome, string> = {
  better: 'a > b',
  worse: 'a < b',
  equal: 'a = b',
  open: 'open',
};
const opposite: Record<PairOutcome, PairOutcome> = {
  better: 'worse',
  worse: 'better',
  equal: 'equal',
  open: 'open',
};

/** Agents by agents: how much better the one of the row is than the one of the column, how probably, and what is decided. */
export function pairMatrix(pairs: readonly ComparedPair[], digits: RewardDigits): ComparisonTable {
  const agents = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))];
  const cell = (row: string, column: string): string | null => {
    const pair = directed(pairs, row, column);
    if (pair?.difference == null) return null;
    const difference = `${pair.difference > 0 ? '+' : ''}${digits.text(pair.difference)}`;
    return `${difference}, ${percent(pair.improvement)}, ${pair.decision}`;
  };
  return {
    columns: ['row − column', ...agents],
    rows: agents.map((row) => [row, ...agents.map((column) => cell(row, column))]),
    bracketRow: null,
  };
}

type Directed = Pick<ComparedPair, 'difference' | 'improvement' | 'decision'>;

/** The pair seen from `row`. */
function directed(pairs: readonly ComparedPair[], row: string, column: string): Directed | undefined {
  const found = pairs.find(({ first, second }) => first === row && second === column);
  if (found) return found;
  const other = pairs.find(({ first, second }) => first === column && second === row);
  return (
    other && {
      difference: other.difference === null ? null : -other.difference,
      improvement: other.improvement === null ? null : 1 - other.improvement,
      decision: opposite[other.decision],
    }
  );
}

/** How pairs are compared and decided. */
export function pairSentence(pairs: readonly ComparedPair[], ofStudy: number): string {
  const of = metricNames[pairs[0]?.metric ?? 'average-reward'];
  const paired = `Differences of the ${of} are paired by seed; P(a > b) counts ties one half.`;
  return pairs.some(({ decidedBy }) => decidedBy === 'AdaStop')
    ? `${paired} Decided by AdaStop, with family-wise error of 5 %; the intervals take no account of its stopping.`
    : `${paired} p is adjusted by Holm over the ${pairsText(ofStudy)} of the study; decided at 5 %.`;
}

function pairsText(count: number): string {
  return count === 1 ? 'one pair' : `${count} pairs`;
}

function percent(share: number | null): string | null {
  return share === null ? null : `${Math.round(100 * share)} %`;
}

function pText(p: number | null): string | null {
  if (p === null) return null;
  return p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '');
}
