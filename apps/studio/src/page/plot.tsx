import type { ComponentChildren } from 'preact';
import { isNarrow } from './window-width.js';
import { endTicks, powersWithin, tickText } from './number-text.js';

/** Where numbers stand in a picture. */
export interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

interface PlotProps {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly across: readonly [least: number, most: number];
  readonly up: readonly [least: number, most: number];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly height?: number;
  /** Whether the scale is by powers of ten. */
  readonly log?: { readonly x?: boolean; readonly y?: boolean };
  readonly children: (scales: Scales) => ComponentChildren;
}

const [WIDE, NARROW] = [600, 380];
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 16, 22, 34];

/** A picture with two axes, their ends numbered. */
export function Plot({ label, across, up, xTitle, yTitle, height = 240, log = {}, children }: PlotProps) {
  const width = isNarrow.value ? NARROW : WIDE;
  const x = scale(across, [LEFT, width - RIGHT], log.x ?? false);
  const y = scale(up, [height - BOTTOM, TOP], log.y ?? false);
  const base = height - BOTTOM;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line class="axis" x1={LEFT} x2={width - RIGHT} y1={base} y2={base} />
      <line class="axis" x1={LEFT} x2={LEFT} y1={TOP} y2={base} />
      {endTicks(up).map((value) => (
        <text key={value} class="tick" x={LEFT - 6} y={y(value) + 4} text-anchor="end">
          {tickText(value)}
        </text>
      ))}
      {log.y && <PowersUp powers={powersWithin(up)} {...{ y, from: TOP, to: base }} />}
      <text class="tick" x={LEFT} y={base + 16}>
        {tickText(across[0])}
      </text>
      {log.x && <PowersAcross powers={powersWithin(across)} {...{ x, base, to: width - RIGHT }} />}
      <text class="tick" x={width - RIGHT} y={base + 16} text-anchor="end">
        {tickText(across[1])}
      </text>
      <text class="tick" x={(LEFT + width - RIGHT) / 2} y={base + 28} text-anchor="middle">
        {xTitle}
      </text>
      <text class="tick" x={LEFT} y={12}>
        {yTitle}
      </text>
      {children({ x, y })}
    </svg>
  );
}

interface PowersUpProps extends Pick<Scales, 'y'> {
  readonly powers: readonly number[];
  /** Where the axis ends, from top to bottom. */
  readonly from: number;
  readonly to: number;
}

/** Powers of ten beside an axis, those that are far enough from the numbers of its ends. */
function PowersUp({ powers, y, from, to }: PowersUpProps) {
  return (
    <>
      {powers
        .filter((value) => y(value) - from > 16 && to - y(value) > 16)
        .map((value) => (
          <g key={value}>
            <line class="axis" x1={LEFT - 4} x2={LEFT} y1={y(value)} y2={y(value)} />
            <text class="tick" x={LEFT - 6} y={y(value) + 4} text-anchor="end">
              {tickText(value)}
            </text>
          </g>
        ))}
    </>
  );
}

interface PowersAcrossProps extends Pick<Scales, 'x'> {
  readonly powers: readonly number[];
  readonly base: number;
  /** Where the axis ends on the right. */
  readonly to: number;
}

/** Powers of ten beneath an axis, those that are far enough from the numbers of its ends. */
function PowersAcross({ powers, x, base, to }: PowersAcrossProps) {
  return (
    <>
      {powers
        .filter((value) => x(value) - LEFT > 42 && to - x(value) > 66)
        .map((value) => (
          <g key={value}>
            <line class="axis" x1={x(value)} x2={x(value)} y1={base} y2={base + 4} />
            <text class="tick" x={x(value)} y={base + 16} text-anchor="middle">
              {tickText(value)}
            </text>
          </g>
        ))}
    </>
  );
}

function scale(
  [least, most]: readonly [number, number],
  [from, to]: readonly [number, number],
  byPowers: boolean,
): (value: number) => number {
  const place = byPowers ? Math.log10 : (value: number) => value;
  const [low, high] = [place(least), place(most)];
  return (value) => from + ((to - from) * (place(value) - low)) / (high - low || 1);
}

/** The points of a polyline, those that are known. */
export function line(
  xs: readonly number[],
  ys: readonly (number | null | undefined)[],
  { x, y }: Scales,
): string {
  return xs.flatMap((value, i) => (ys[i] == null ? [] : [`${x(value)},${y(ys[i])}`])).join(' ');
}

/** The least and the greatest of numbers, a little apart where they are equal. */
export function rangeOf(values: readonly (number | null)[]): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least > most) return [0, 1];
  return least === most ? [least - 1e-9, most + 1e-9] : [least, most];
}
