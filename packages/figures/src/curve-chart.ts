import type { TopLevelSpec } from 'vega-lite';
import type { Datum, Figure } from './figure.js';
import { logTicks } from './log-ticks.js';
import { COLOURS, DASHES, SHAPES, theme } from './theme.js';

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the interval around y, where there is one. */
  readonly low?: number;
  readonly high?: number;
}

export interface Curve {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  /** How this curve is drawn, if not as the chart's are. Two curves of one name share colour, dashes and legend. */
  readonly marks?: Marks;
}

/** Marks alone, lines alone, or both. */
export type Marks = 'points' | 'lines' | 'both';

/** A known value that runs across the panel: a curve's own (by its name, in its colour) or one for all. */
export interface ReferenceLine {
  readonly name: string;
  readonly y: number;
}

export interface Panel {
  readonly title?: string;
  readonly curves: readonly Curve[];
  readonly references?: readonly ReferenceLine[];
  /** Where its vertical axis begins and ends, if not where the chart's does. */
  readonly domain?: readonly [number, number];
}

export interface ChartAxis {
  readonly title: string;
  readonly scale?: 'linear' | 'log';
  /** Where the axis begins and ends; the data decide where it is absent. */
  readonly domain?: readonly [number, number];
  /** A d3-format pattern. */
  readonly format?: string;
  /** Where the axis is labelled; on a logarithmic axis 1, 2 and 5 times powers of ten, or the powers alone, unless said. */
  readonly ticks?: readonly number[];
}

export interface CurveChart {
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string | readonly string[];
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly panels: readonly Panel[];
  /** How intervals are drawn. */
  readonly interval?: 'band' | 'bars';
  readonly legendTitle?: string;
  /** The size of one panel in pixels (460 × 300). */
  readonly width?: number;
  readonly height?: number;
  /** Panels side by side before a new row begins (2). */
  readonly columns?: number;
  /** How curves are drawn (`both`). */
  readonly marks?: Marks;
}

/** Curves with intervals and reference lines, in one or more panels with one legend. */
export function curveChart(chart: CurveChart): Figure {
  const names = legendNames(chart);
  const specification: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: theme,
    title: {
      text: chart.title,
      ...(chart.subtitle !== undefined && {
        subtitle: typeof chart.subtitle === 'string' ? chart.subtitle : [...chart.subtitle],
      }),
    },
    columns: chart.panels.length === 1 ? 1 : (chart.columns ?? 2),
    concat: chart.panels.map((panel) => panelSpecification(chart, panel, names)),
  };
  const data = chart.panels.flatMap((panel) => [...curveData(panel, chart), ...referenceData(panel)]);
  return { name: chart.name, description: describe(chart), specification, data };
}

/** The chart as one panel shows it. Logarithmic axes get ticks at round numbers of what it shows: the renderer's own are not. */
function panelChart(chart: CurveChart, panel: Panel): CurveChart {
  const y = panel.domain ? { ...chart.y, domain: panel.domain } : chart.y;
  const xs = curveData(panel, chart).map((point) => point['x']);
  return { ...chart, x: ticked(chart.x, xs), y: ticked(y, shownValues(chart, panel)) };
}

/**
 * What a panel's vertical axis reaches to where it is not told. On a logarithmic axis the lower end of an interval draws it at most
 * a decade below its point: one that comes near zero would press all the rest against the top.
 */
function shownValues(chart: CurveChart, panel: Panel): unknown[] {
  const points = curveData(panel, chart);
  const lowest = ({ low, y }: { low: number | null; y: number }) =>
    low !== null && chart.y.scale === 'log' ? Math.max(low, y / 10) : low;
  const ends = points.flatMap((point) => [point.y, lowest(point), point.high]);
  return [...ends, ...referenceData(panel).map(({ reference }) => reference)];
}

function ticked(axis: ChartAxis, values: readonly unknown[]): ChartAxis {
  if (axis.scale !== 'log' || axis.ticks) return axis;
  const [least, greatest] = axis.domain ?? positiveRange(values);
  const ticks = logTicks(least, greatest);
  return ticks.length === 0 ? axis : { ...axis, ticks };
}

function positiveRange(values: readonly unknown[]): [least: number, greatest: number] {
  const positive = values.filter((value) => typeof value === 'number').filter((value) => value > 0);
  return [Math.min(...positive), Math.max(...positive)];
}

/** Every name that has a colour, in order of appearance. */
function legendNames({ panels }: CurveChart): string[] {
  const names = panels.flatMap(({ curves, references = [] }) =>
    [...curves, ...references].map(({ name }) => name),
  );
  return [...new Set(names)];
}

function curveData(panel: Panel, { x, y }: CurveChart) {
  // What a logarithmic axis cannot show is left out of the picture rather than drawn in a false place.
  const drawable = (value: number, axis: ChartAxis) =>
    Number.isFinite(value) && (axis.scale !== 'log' || value > 0);
  return panel.curves.flatMap(({ name, points, marks }) =>
    points
      .filter((point) => drawable(point.x, x) && drawable(point.y, y))
      .map((point) => ({
        panel: panel.title ?? '',
        series: name,
        x: point.x,
        y: point.y,
        low: point.low ?? null,
        high: point.high ?? null,
        ...(marks !== undefined && { marks }),
      })),
  );
}

function referenceData(panel: Panel) {
  return (panel.references ?? []).map(({ name, y }) => ({
    panel: panel.title ?? '',
    series: name,
    reference: y,
  }));
}

function panelSpecification(given: CurveChart, panel: Panel, names: readonly string[]): never {
  const chart = panelChart(given, panel);
  const curves = curveData(panel, chart);
  const references = referenceData(panel);
  const encoding = channels(chart, names);
  const layers = [
    ...(curves.some(({ low }) => low !== null) ? [intervalLayer(chart, panel, encoding)] : []),
    ...curveLayers(chart, curves, encoding),
    ...(references.length > 0 ? [referenceLayer(chart, references, encoding)] : []),
  ];
  // Vega-Lite's layer types do not survive being assembled from parts; the compiler checks the whole.
  return {
    ...(panel.title !== undefined && {
      title: { text: panel.title, fontSize: 12, fontWeight: 'normal', frame: 'group' },
    }),
    width: chart.width ?? 460,
    height: chart.height ?? 300,
    layer: layers,
  } as never;
}

function axisChannel({ title, scale = 'linear', domain, format, ticks }: ChartAxis) {
  return {
    type: 'quantitative' as const,
    title,
    scale: {
      type: scale,
      ...(scale === 'linear' && { zero: false }),
      ...(domain ? { domain: [...domain], nice: false } : { padding: 12, nice: scale === 'linear' }),
    },
    axis: {
      labelFlush: false,
      ...(format !== undefined && { format }),
      ...(ticks !== undefined && { values: [...ticks] }),
    },
  };
}

function yChannel(chart: CurveChart, field: string) {
  return { ...axisChannel(chart.y), field };
}

type Channels = ReturnType<typeof channels>;

function channels(chart: CurveChart, names: readonly string[]) {
  const { marks = 'both' } = chart;
  const domain = [...names];
  const pick = <T>(range: readonly T[]) => domain.map((_, i) => range[i % range.length]!);
  const legend =
    names.length > 1
      ? {
          title: chart.legendTitle ?? null,
          symbolStrokeWidth: 2,
          // Else it would be as pale as the bands.
          symbolOpacity: 1,
          ...(marks !== 'points' && { symbolType: 'stroke' as const, symbolSize: 500 }),
        }
      : null;
  const nominal = { field: 'series', type: 'nominal' as const, legend };
  return {
    x: { ...axisChannel(chart.x), field: 'x' },
    color: { ...nominal, scale: { domain, range: pick(COLOURS) } },
    strokeDash: { ...nominal, scale: { domain, range: pick(DASHES) as unknown as number[] } },
    shape: {
      ...nominal,
      field: 'marker',
      legend: null,
      scale: { domain, range: pick(SHAPES) as unknown as string[] },
    },
  };
}

/** Lines carry the dashes and the legend, points the shapes: one legend entry each, drawn as the line is. */
function curveLayers(chart: CurveChart, all: Datum[], { x, color, strokeDash, shape }: Channels) {
  const y = yChannel(chart, 'y');
  const drawnWith = (other: Marks) =>
    all.filter(({ marks = chart.marks ?? 'both' }) => marks === other || marks === 'both');
  const [lines, points] = [drawnWith('lines'), drawnWith('points')];
  const line = {
    data: { values: lines },
    mark: { type: 'line', strokeWidth: 2, clip: chart.y.domain !== undefined },
    encoding: { x, y, color, strokeDash },
  };
  const point = {
    data: { values: points },
    // A field of its own keeps the shapes out of the lines' legend.
    transform: [{ calculate: 'datum.series', as: 'marker' }],
    mark: { type: 'point', filled: true, size: 45, opacity: 1 },
    encoding: { x, y, color, shape },
  };
  return [...(lines.length > 0 ? [line] : []), ...(points.length > 0 ? [point] : [])];
}

function intervalLayer(chart: CurveChart, panel: Panel, { x, color }: Channels) {
  const band = (chart.interval ?? 'band') === 'band';
  const values = curveData(panel, chart).filter(({ low }) => low !== null);
  return {
    data: { values },
    transform: [{ calculate: shownLow(chart, panel), as: 'shownLow' }],
    mark: band
      ? { type: 'area', opacity: 0.18, clip: true }
      : { type: 'rule', strokeWidth: 1.5, opacity: 0.7, clip: true },
    encoding: { x, color, y: yChannel(chart, 'shownLow'), y2: { field: 'high' } },
  };
}

/** Where an interval is drawn from: its lower end, or the foot of a logarithmic axis that cannot show it. The data keep the true end. */
function shownLow(chart: CurveChart, panel: Panel): string {
  if (chart.y.scale !== 'log') return 'datum.low';
  const [foot] = chart.y.domain ?? positiveRange(shownValues(chart, panel));
  return `max(datum.low, ${foot})`;
}

function referenceLayer(chart: CurveChart, values: Datum[], { color, strokeDash }: Channels) {
  return {
    data: { values },
    mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.85 },
    encoding: { y: yChannel(chart, 'reference'), color, strokeDash },
  };
}

function describe({ title, x, y, panels }: CurveChart): string {
  const names = [...new Set(panels.flatMap(({ curves }) => curves.map(({ name }) => name)))];
  return `${title}: ${y.title} against ${x.title} for ${names.join(', ')}.`;
}
