import type { ComparedResult, RunRecord } from '@pomdp-gym/experiment';
import { type Curve, curveChart, type EdgeMark, edgeRoom } from '@pomdp-gym/figures';
import { curveCaption } from './captions.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { competingRange, type NamedRange, paddedDomain } from './competing-range.js';
import { partName } from './distinct-names.js';
import { meanCurve, ownPlaces } from './mean-curve.js';
import type { ReportFigure } from './report.js';
import { rewardDigits } from './reward-digits.js';

/** Of the agents that have finished runs; nothing can be drawn of the others. */
export function agentCurves(
  { agents, budget }: Comparison,
  records: readonly RunRecord[],
  [least, greatest]: ComparedResult['attainable'] = [null, null],
): Curve[] {
  const attainable = [least ?? -Infinity, greatest ?? Infinity] as const;
  return agents.flatMap((agent): Curve[] => {
    const runs = records.filter((record) => record.agent === agent.name && record.status === 'finished');
    return runs.length === 0
      ? []
      : [{ name: agent.name, points: meanCurve(runs, ownPlaces(runs, budget), attainable) }];
  });
}

interface Line {
  readonly name: string;
  readonly y: number;
}

const HEIGHT = 340;

/** The curves of an environment, with the optimum's lines, on an axis of the agents that compete. */
export function learningCurves(
  environment: ComparedEnvironment,
  comparison: Comparison,
  curves: readonly Curve[],
  references: readonly Line[],
): ReportFigure {
  const { budget, agents } = comparison;
  const chart = curveChart({
    name: partName('learning-curves', environment.name),
    title: `Average reward while learning, ${environment.name}`,
    x: { title: 'steps', domain: [0, budget], format: ',d' },
    y: { title: 'η, average reward a step' },
    marks: 'lines',
    order: agents.map(({ name }) => name),
    width: 620,
    height: HEIGHT,
    panels: [{ curves, references, ...competingAxis(curves, references, budget) }],
  });
  return { ...chart, caption: curveCaption(environment, comparison) };
}

/** The vertical axis, and what lies beyond it with its last value; nothing where the data may decide it. */
export function competingAxis(
  curves: readonly Curve[],
  references: readonly Line[],
  budget: number,
): { readonly domain?: readonly [number, number]; readonly beyond?: readonly EdgeMark[] } {
  const lines = references.map(({ name, y }) => ({ name, low: y, high: y }));
  const full = curves.map((curve) => rangeOf(curve));
  const late = curves.map((curve) => rangeOf(curve, budget / 10));
  // Where agents begin far below where they come to, the axis belongs to what they come to.
  const ranges = spanOf(full) > 8 * spanOf(late) && spanOf(late) > 0 ? late : full;
  const found =
    competingRange(ranges, lines) ?? (ranges === late ? extentOf([...late, ...lines]) : undefined);
  if (!found) return {};
  const marks = edgeMarks(curves, references, found);
  const [below, above] = [edgeRoom(marks, 'low', HEIGHT), edgeRoom(marks, 'high', HEIGHT)];
  return { domain: paddedDomain(found, { below, above }), beyond: marks };
}

function rangeOf({ name, points }: Curve, from = -Infinity): NamedRange {
  const last = points.at(-1)?.x ?? 0;
  const shown = points.filter(({ x }) => x >= Math.min(from, last));
  return {
    name,
    low: Math.min(...shown.map(({ y, low = y }) => low)),
    high: Math.max(...shown.map(({ y, high = y }) => high)),
  };
}

function extentOf(ranges: readonly NamedRange[]) {
  const [low, high] = [
    Math.min(...ranges.map((each) => each.low)),
    Math.max(...ranges.map((each) => each.high)),
  ];
  return { low, high, beyond: new Set<string>() };
}

function spanOf(ranges: readonly NamedRange[]): number {
  const { low, high } = extentOf(ranges);
  return high - low;
}

function edgeMarks(
  curves: readonly Curve[],
  references: readonly Line[],
  { low, beyond }: { readonly low: number; readonly beyond: ReadonlySet<string> },
): EdgeMark[] {
  const ends = curves.map(({ name, points }) => ({ name, y: points.at(-1)?.y ?? NaN }));
  const out = [...ends, ...references].filter(({ name }) => beyond.has(name));
  const digits = rewardDigits(out.map(({ y }) => y));
  return out.map(({ name, y }) => ({ edge: y < low ? 'low' : 'high', text: `${name}: ${digits.text(y)}` }));
}
