import { metricNames, replicateScores, type RunRecord } from '@pomdp-gym/experiment';
import { type Curve, curveChart } from '@pomdp-gym/figures';
import { performanceProfile, type Replicates, toleranceInterval } from '@pomdp-gym/statistics';
import { budgetOf, seedsOf } from './captions.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { competingRange } from './competing-range.js';
import { partName } from './distinct-names.js';
import type { ReportFigure, ReportSection, ReportTable } from './report.js';
import { rewardDigits } from './reward-digits.js';

/** Single runs: which share of them comes above each value, and between which values a further run lies. */
export function profileSection(
  { name, results }: ComparedEnvironment,
  comparison: Comparison,
  records: readonly RunRecord[],
): ReportSection[] {
  const metric = results[0]?.metrics[0]?.metric ?? 'average-reward';
  const agents = comparison.agents
    .map((agent) => ({ name: agent.name, runs: replicateScores(records, name, agent.name, metric) }))
    .filter(({ runs }) => runs.size >= 2);
  if (agents.length === 0) return [];
  const over = `${metricNames[metric]} in ${name}, ${seedsOf(results)}, ${budgetOf(comparison)}`;
  return [
    {
      title: `Single runs, ${name}`,
      figures: [profileChart(agents, comparison, partName('profile', name), over)],
      tables: [toleranceTable(agents, partName('single-runs', name), over)],
    },
  ];
}

interface AgentRuns {
  readonly name: string;
  readonly runs: Replicates;
}

function profileChart(
  agents: readonly AgentRuns[],
  { agents: all }: Comparison,
  name: string,
  over: string,
): ReportFigure {
  const ranges = agents.map((agent) => {
    const { scores } = agent.runs;
    return { name: agent.name, low: Math.min(...scores), high: Math.max(...scores) };
  });
  const found = competingRange(ranges);
  const shown = ranges.filter((range) => !found?.beyond.has(range.name));
  const [low, high] = [
    Math.min(...shown.map((each) => each.low)),
    Math.max(...shown.map((each) => each.high)),
  ];
  const margin = 0.05 * (high - low) || 0.05 * Math.abs(high) || 1;
  const domain = [low - margin, high + margin] as const;
  const chart = curveChart({
    name,
    title: 'Performance profiles: share of runs above a value',
    x: { title: over.split(' in ')[0] ?? '', domain },
    y: { title: 'share of runs above', domain: [-0.02, 1.02] },
    marks: 'lines',
    order: all.map((agent) => agent.name),
    width: 560,
    height: 260,
    panels: [{ curves: agents.map((agent) => profileCurve(agent, domain)) }],
  });
  const caption = `Performance profiles: the share of runs whose score is above each value; ${over}.`;
  const absent = found ? ` Below the axis: ${[...found.beyond].join(', ')}.` : '';
  return { ...chart, caption: caption + absent };
}

/** Down by a step at each score of a run. */
function profileCurve({ name, runs }: AgentRuns, [from, to]: readonly [number, number]): Curve {
  const thresholds = [...new Set(runs.scores)].sort((a, b) => a - b);
  const shares = performanceProfile([runs], thresholds);
  const steps = thresholds.flatMap((x, i) => [
    { x, y: shares[i - 1] ?? 1 },
    { x, y: shares[i] ?? 0 },
  ]);
  return { name, points: [{ x: Math.min(from, thresholds[0] ?? from), y: 1 }, ...steps, { x: to, y: 0 }] };
}

function toleranceTable(agents: readonly AgentRuns[], name: string, over: string): ReportTable {
  const digits = rewardDigits(agents.flatMap(({ runs }) => runs.scores));
  return {
    name,
    caption: `Single runs: the ${over}. A further run lies in the tolerance interval with probability 90 % at least; the confidence is that of Wilks's order statistics, for as many seeds as there are.`,
    columns: ['agent', 'worst', 'best', 'tolerance interval', 'confidence'],
    numeric: [1, 2, 3, 4],
    rows: agents.map((agent) => {
      const { low, high, confidence } = toleranceInterval(agent.runs);
      const { scores } = agent.runs;
      return [
        agent.name,
        digits.text(Math.min(...scores)),
        digits.text(Math.max(...scores)),
        `${digits.text(low)} to ${digits.text(high)}`,
        `${(100 * confidence).toFixed(0)} %`,
      ];
    }),
  };
}
