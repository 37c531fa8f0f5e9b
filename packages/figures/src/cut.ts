/** What an axis shows. */
export interface Extent {
  readonly from: number;
  readonly to: number;
  readonly scale?: 'linear' | 'log' | undefined;
}

/** What a panel shows: what lies outside is cut before it is drawn. The rasteriser aborts on what lies far outside. */
export interface Window {
  readonly x: Extent;
  readonly y: Extent;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Stretch {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** Whether a number is shown by an axis. */
export function isShown(value: number, { from, to }: Extent): boolean {
  return value >= from && value <= to;
}

/** The parts of the line through these places that a window shows. */
export function cutLine<P extends Place>(places: readonly P[], window: Window): (P | Place)[][] {
  const parts: (P | Place)[][] = [];
  if (places.length === 1) return inside(places[0]!, window) ? [[places[0]!]] : [];
  for (let i = 1; i < places.length; i++) {
    const [a, b] = [places[i - 1]!, places[i]!];
    const shown = sharesWithin(a, b, window);
    if (!shown) continue;
    const [begin, end] = shown.map((share) => between(a, b, share, window));
    const last = parts.at(-1);
    if (last && last.at(-1) === begin) last.push(end!);
    else parts.push([begin!, end!]);
  }
  return parts;
}

/** The parts of a band that a window shows: cut where an edge of it crosses an edge of the window. */
export function cutBand<S extends Stretch>(stretches: readonly S[], { x, y }: Window): Stretch[][] {
  const refined = stretches.flatMap((stretch, i) => {
    const next = stretches[i + 1];
    return next ? [stretch, ...crossings(stretch, next, { x, y })] : [stretch];
  });
  const parts: Stretch[][] = [];
  let open = false;
  for (const stretch of refined) {
    const shown = isShown(stretch.x, x) && stretch.high >= y.from && stretch.low <= y.to;
    if (shown && !open) parts.push([]);
    if (shown) parts.at(-1)!.push(withinBand(stretch, y));
    open = shown;
  }
  return parts;
}

/** The part of one stretch that an axis shows; undefined where it shows none. */
export function cutStretch<S extends { low: number; high: number }>(stretch: S, y: Extent): S | undefined {
  return stretch.high < y.from || stretch.low > y.to ? undefined : withinBand(stretch, y);
}

function withinBand<S extends { low: number; high: number }>(stretch: S, { from, to }: Extent): S {
  return { ...stretch, low: Math.max(stretch.low, from), high: Math.min(stretch.high, to) };
}

function inside({ x, y }: Place, window: Window): boolean {
  return isShown(x, window.x) && isShown(y, window.y);
}

/** The first and the last share of the way from a to b that a window shows (Liang and Barsky 1984, recalled). */
function sharesWithin(a: Place, b: Place, window: Window): [first: number, last: number] | undefined {
  let [first, last] = [0, 1];
  for (const axis of ['x', 'y'] as const) {
    const { from, to } = window[axis];
    const [begin, end] = [a[axis], b[axis]];
    if (!(Math.max(begin, end) >= from && Math.min(begin, end) <= to)) return undefined;
    const shares = [from, to].map((edge) => shareOf(begin, end, edge, window[axis]));
    const [enter, leave] = begin <= end ? [shares[0]!, shares[1]!] : [shares[1]!, shares[0]!];
    if (begin !== end) [first, last] = [Math.max(first, enter), Math.min(last, leave)];
  }
  return first <= last ? [first, last] : undefined;
}

/** How far from begin to end an edge lies, in the units of the axis. */
function shareOf(begin: number, end: number, edge: number, { scale }: Extent): number {
  const along = (value: number) => (scale === 'log' ? Math.log(value) : value);
  return (along(edge) - along(begin)) / (along(end) - along(begin));
}

function between<P extends Place>(a: P, b: P, share: number, { x, y }: Window): P | Place {
  if (share <= 0) return a;
  if (share >= 1) return b;
  return { x: within(mixed(a.x, b.x, share, x), x), y: within(mixed(a.y, b.y, share, y), y) };
}

function within(value: number, { from, to }: Extent): number {
  return Math.min(to, Math.max(from, value));
}

function mixed(a: number, b: number, share: number, { scale }: Extent): number {
  if (scale === 'log') return Math.exp(Math.log(a) * (1 - share) + Math.log(b) * share);
  return a * (1 - share) + b * share;
}

/** Where between two stretches an edge of the band meets an edge of the window, in order. */
function crossings(a: Stretch, b: Stretch, { x, y }: Window): Stretch[] {
  const edges = [
    ...[x.from, x.to].map((edge) => shareOf(a.x, b.x, edge, x)),
    ...[y.from, y.to].flatMap((edge) =>
      (['low', 'high'] as const).map((side) => shareOf(a[side], b[side], edge, y)),
    ),
  ];
  const shares = edges.filter((share) => share > 0 && share < 1).sort((one, other) => one - other);
  return shares.map((share) => ({
    x: within(mixed(a.x, b.x, share, x), x),
    low: mixed(a.low, b.low, share, y),
    high: mixed(a.high, b.high, share, y),
  }));
}
