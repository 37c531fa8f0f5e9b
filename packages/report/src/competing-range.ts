/** Between which values an agent, or a line across, stands on an axis. */
export interface NamedRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** The part of an axis that belongs to the agents that compete, and the names that lie beyond it. */
export interface CompetingRange {
  readonly low: number;
  readonly high: number;
  readonly beyond: ReadonlySet<string>;
}

/** A gap this many times as wide as all above it leaves what is below without company. */
const FACTOR = 4;

/**
 * The axis of agents that compete. Where the widest gap between agents is more than four times as wide as all that lies above it, with two
 * agents at least, the agents below that gap are beyond the axis. A line across is, where it lies further away than that.
 * Undefined where nothing is beyond it: the data decide the axis then.
 */
export function competingRange(
  agents: readonly NamedRange[],
  lines: readonly NamedRange[] = [],
): CompetingRange | undefined {
  const ordered = [...agents].sort((a, b) => b.high - a.high || b.low - a.low);
  const kept = ordered.slice(0, keptCount(ordered));
  const [low, high] = extent(kept);
  const reach = FACTOR * (high - low);
  const near = lines.filter((line) => line.low >= low - reach && line.high <= high + reach);
  const shown = reach > 0 ? near : lines;
  const beyond = [...ordered.slice(kept.length), ...lines.filter((line) => !shown.includes(line))];
  if (beyond.length === 0) return undefined;
  const [least, greatest] = extent([...kept, ...shown]);
  return { low: least, high: greatest, beyond: new Set(beyond.map(({ name }) => name)) };
}

/** How many agents stand above the widest gap; all where no gap is wide. */
function keptCount(ordered: readonly NamedRange[]): number {
  const gaps = ordered.map((_, i) => {
    const above = extent(ordered.slice(0, i));
    return { count: i, gap: above[0] - (ordered[i]?.high ?? 0), span: above[1] - above[0] };
  });
  const wide = gaps.filter(
    ({ count, gap, span }) => count >= 2 && gap > FACTOR * span && !isRounding(span, ordered),
  );
  const widest = Math.max(...wide.map(({ gap }) => gap));
  return wide.find(({ gap }) => gap === widest)?.count ?? ordered.length;
}

/** Whether values so close are the same but for the last bits. */
function isRounding(span: number, ranges: readonly NamedRange[]): boolean {
  return span <= 1e-9 * Math.max(...ranges.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))));
}

function extent(ranges: readonly NamedRange[]): [low: number, high: number] {
  return [Math.min(...ranges.map(({ low }) => low)), Math.max(...ranges.map(({ high }) => high))];
}

/** The ends of an axis that shows a range, with a margin at either side. */
export function paddedDomain(
  { low, high }: { readonly low: number; readonly high: number },
  room: { readonly below?: number; readonly above?: number } = {},
): [low: number, high: number] {
  const span = high - low;
  return [low - span * (MARGIN + (room.below ?? 0)), high + span * (MARGIN + (room.above ?? 0))];
}

const MARGIN = 0.06;
