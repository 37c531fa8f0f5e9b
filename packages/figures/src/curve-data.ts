import type { Curve, CurveChart, CurvePoint, Panel } from './curve-panels.js';
import { cutBand, cutLine, cutStretch, isShown, type Window } from './cut.js';
import type { Datum } from './figure.js';

/** What a panel of a chart shows; all of an axis that is hidden where to begin and end. */
export function windowOf({ x, y }: CurveChart): Window {
  const extent = ({ domain, scale }: CurveChart['x']) => {
    const [from, to] = domain ?? [scale === 'log' ? 0 : -Infinity, Infinity];
    return { from, to, scale };
  };
  return { x: extent(x), y: extent(y) };
}

/** Points of a curve that its axes can show, from left to right: a logarithmic one has no place for 0. */
function drawable({ points }: Curve, { x, y }: CurveChart): CurvePoint[] {
  const has = (value: number, { scale }: CurveChart['x']) =>
    Number.isFinite(value) && (scale !== 'log' || value > 0);
  return points.filter((point) => has(point.x, x) && has(point.y, y)).sort((a, b) => a.x - b.x);
}

const drawnWith = (marks: 'points' | 'lines', chart: CurveChart, panel: Panel) =>
  panel.curves.filter((curve) => [marks, 'both'].includes(curve.marks ?? chart.marks ?? 'both'));

/** The lines of a panel in the parts that it shows. */
export function lineData(panel: Panel, chart: CurveChart): Datum[] {
  return drawnWith('lines', chart, panel).flatMap((curve, i) =>
    cutLine(drawable(curve, chart), windowOf(chart)).flatMap((part, k) =>
      part.map(({ x, y }) => ({ series: curve.name, x, y, part: `${i}.${k}` })),
    ),
  );
}

/** The points of a panel that it shows. */
export function pointData(panel: Panel, chart: CurveChart): Datum[] {
  const { x, y } = windowOf(chart);
  return drawnWith('points', chart, panel).flatMap((curve) =>
    drawable(curve, chart)
      .filter((point) => isShown(point.x, x) && isShown(point.y, y))
      .map((point) => ({ series: curve.name, x: point.x, y: point.y })),
  );
}

/** The intervals of a panel as bands, in the parts that it shows. `foot` is the least that the axis shows. */
export function bandData(panel: Panel, chart: CurveChart, foot: number): Datum[] {
  return panel.curves.flatMap((curve, i) =>
    cutBand(intervals(curve, chart, foot), windowOf(chart)).flatMap((part, k) =>
      part.map(({ x, low, high }) => {
        return { series: curve.name, x, shownLow: low, shownHigh: high, part: `${i}.${k}` };
      }),
    ),
  );
}

/** The intervals of a panel as bars, as far as it shows them. */
export function barData(panel: Panel, chart: CurveChart, foot: number): Datum[] {
  const { x, y } = windowOf(chart);
  return panel.curves.flatMap((curve) =>
    intervals(curve, chart, foot)
      .filter((interval) => isShown(interval.x, x))
      .flatMap((interval) => {
        const shown = cutStretch(interval, y);
        if (!shown) return [];
        return [
          { series: curve.name, x: shown.x, ...shown.ends, shownLow: shown.low, shownHigh: shown.high },
        ];
      }),
  );
}

function intervals(curve: Curve, chart: CurveChart, foot: number) {
  return drawable(curve, chart).flatMap(({ x, low, high }) =>
    low === undefined || high === undefined
      ? []
      : [{ x, low: Math.max(low, foot), high, ends: { low, high } }],
  );
}

/** The known values of a panel that it shows. */
export function referenceData(panel: Panel, chart: CurveChart): Datum[] {
  const { y } = windowOf(chart);
  return (panel.references ?? [])
    .filter((reference) => isShown(reference.y, y))
    .map(({ name, y: reference }) => ({ series: name, reference }));
}

/** All numbers of a chart, shown or not: one record a point or a known value. */
export function chartData(chart: CurveChart): Datum[] {
  return chart.panels.flatMap((panel) => [
    ...panel.curves.flatMap((curve) =>
      drawable(curve, chart).map(({ x, y, low, high }) => ({
        panel: panel.title ?? '',
        series: curve.name,
        ...{ x, y, low: low ?? null, high: high ?? null },
        ...(curve.marks !== undefined && { marks: curve.marks }),
      })),
    ),
    ...(panel.references ?? []).map(({ name, y: reference }) => {
      return { panel: panel.title ?? '', series: name, reference };
    }),
  ]);
}

/**
 * What a panel's vertical axis reaches to where it is hidden. On a logarithmic axis the lower end of an interval draws it at most
 * a decade below its point: one that comes near zero would press all the rest against the top.
 */
export function shownValues(panel: Panel, chart: CurveChart): number[] {
  const points = panel.curves.flatMap((curve) => drawable(curve, chart));
  const lowest = ({ low, y }: CurvePoint) =>
    low !== undefined && chart.y.scale === 'log' ? Math.max(low, y / 10) : low;
  const ends = points.flatMap((point) => [point.y, lowest(point) ?? point.y, point.high ?? point.y]);
  return [...ends, ...(panel.references ?? []).map(({ y }) => y)].filter(Number.isFinite);
}
