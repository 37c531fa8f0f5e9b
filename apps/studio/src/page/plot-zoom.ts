import type uPlot from 'uplot';

/** The part of the axis of steps that is shown: its ends, or null for all of it. */
export type Zoom = readonly number[] | null;

/** Digits of the ends of a zoom: a link shows the same picture with them. */
const DIGITS = 6;

/** The ends of all that there is along the axis of steps. */
export function ends({ data: [steps] }: Pick<uPlot, 'data'>): readonly [number, number] {
  return [steps[0] ?? 0, steps[steps.length - 1] ?? 1];
}

/** What a plot shows of its axis of steps. */
export function zoomOf(plot: Pick<uPlot, 'data' | 'scales'>): Zoom {
  const [least, most] = ends(plot);
  const { min, max } = plot.scales['x'] ?? {};
  if (min == null || max == null || (min <= least && max >= most)) return null;
  return [min, max].map((end) => Number(end.toPrecision(DIGITS)));
}

/** Zooms a plot, unless it is zoomed so; to all of it where it has nothing of what is wanted. */
export function zoomTo(plot: Pick<uPlot, 'data' | 'scales' | 'setScale'>, zoom: Zoom): void {
  if (String(zoomOf(plot)) === String(zoom)) return;
  const [least, most] = ends(plot);
  const [from = least, to = most] = zoom ?? [];
  const [min, max] = [Math.max(least, from), Math.min(most, to)];
  plot.setScale('x', min < max ? { min, max } : { min: least, max: most });
}
