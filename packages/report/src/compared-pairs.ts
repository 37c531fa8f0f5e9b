import type { Metric } from '@pomdp-gym/contracts';
import {
  firstMetric,
  type IntervalBasis,
  replicateScores,
  type RunRecord,
  type Study,
} from '@pomdp-gym/experiment';
import {
  holmAdjusted,
  improvementProbability,
  type PairDecision,
  pairedDifference,
  type PairOutcome,
} from '@pomdp-gym/statistics';

/** Two agents in one environment, by the first metric of the study. Plain JSON. */
export interface ComparedPair {
  readonly environment: string;
  readonly first: string;
  readonly second: string;
  readonly metric: Metric;
  /** The seeds that both have finished. */
  readonly seeds: number;
  /** Mean over those seeds of first − second; null of no seed. */
  readonly difference: number | null;
  /** Its 95 % interval; null for fewer than two seeds. */
  readonly low: number | null;
  readonly high: number | null;
  readonly interval: IntervalBasis | null;
  /** The part of the variance that pairing by seed takes away; null for fewer than two seeds. */
  readonly varianceSaved: number | null;
  /** The probability that a run of the first is better than one of the second; a tie counts one half. */
  readonly improvement: number | null;
  /** Of no difference, adjusted by Holm over all pairs of the study; null for fewer than two seeds, and where AdaStop decides. */
  readonly adjusted: number | null;
  /** `better` and `worse` are of the first agent, with family-wise error of 5 % over the study. */
  readonly decision: PairOutcome;
  readonly decidedBy: 'Holm' | 'AdaStop';
}

/** The decisions of a sequential test, by environment. */
export type Decisions = ReadonlyMap<string, readonly PairDecision[]>;

const LEVEL = 0.05;

/** Every pair of agents in every environment of a study, in their order. */
export function comparedPairs(
  study: Study,
  records: readonly RunRecord[],
  decisions?: Decisions,
): ComparedPair[] {
  const { environments, agents } = study;
  const metric = firstMetric(study);
  const measured = environments.flatMap(({ name }) =>
    agents.flatMap((first, i) =>
      agents.slice(i + 1).map((second) => measuredPair(name, [first.name, second.name], records, metric)),
    ),
  );
  if (decisions) return measured.map(({ pair }) => ({ ...pair, ...sequential(pair, decisions) }));
  const tested = measured.filter(({ pair }) => pair.seeds >= 2);
  const adjusted = holmAdjusted(tested.map(({ pValue }) => pValue));
  return measured.map((each) => {
    const p = adjusted[tested.indexOf(each)];
    return p === undefined ? each.pair : { ...each.pair, adjusted: p, decision: outcome(each.pair, p) };
  });
}

interface MeasuredPair {
  readonly pair: ComparedPair;
  readonly pValue: number;
}

function measuredPair(
  environment: string,
  [first, second]: readonly [string, string],
  records: readonly RunRecord[],
  metric: Metric,
): MeasuredPair {
  const [x, y] = [first, second].map((agent) => replicateScores(records, environment, agent, metric));
  const { interval, pValue, varianceSaved } = pairedDifference(x!, y!);
  const { estimate, low, high, kind, coverage, replicates } = interval;
  const hasInterval = replicates >= 2;
  const pair: ComparedPair = {
    environment,
    first,
    second,
    metric,
    seeds: replicates,
    difference: finite(estimate),
    low: hasInterval ? low : null,
    high: hasInterval ? high : null,
    interval: hasInterval ? { kind, coverage } : null,
    varianceSaved: finite(varianceSaved),
    improvement: finite(improvementProbability([x!], [y!])),
    adjusted: null,
    decision: 'open',
    decidedBy: 'Holm',
  };
  return { pair, pValue };
}

/** How many seeds there are depends on what earlier ones brought, so only the sequential test decides. */
function sequential(
  { environment, first, second }: ComparedPair,
  decisions: Decisions,
): Pick<ComparedPair, 'decision' | 'decidedBy'> {
  const found = decisions
    .get(environment)
    ?.find((decision) => decision.first === first && decision.second === second);
  return { decision: found?.outcome ?? 'open', decidedBy: 'AdaStop' };
}

function outcome({ difference }: ComparedPair, adjusted: number): PairOutcome {
  if (adjusted > LEVEL || difference === null || difference === 0) return 'open';
  return difference > 0 ? 'better' : 'worse';
}

/** JSON has no NaN. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
