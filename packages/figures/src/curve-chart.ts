import type { TopLevelSpec } from 'vega-lite';
import {
  bandData,
  barData,
  chartData,
  lineData,
  pointData,
  referenceData,
  shownValues,
} from './curve-data.js';
import type { Panel, ChartAxis, CurveChart } from './curve-panels.js';
import type { Figure } from './figure.js';
import { logTicks } from './log-ticks.js';
import { edgeLayers } from './edge-marks.js';
import { legendPlace, NARROW, type PageWidth, panelWidth, titleLines, WIDE } from './page-width.js';
import { READABLE_LABELS } from './readable-labels.js';
import { seriesStyles } from './series-styles.js';
import { theme } from './theme.js';

/** Curves with intervals and reference lines, in one or more panels with one legend. */
export function curveChart(chart: CurveChart): Figure {
  return {
    name: chart.name,
    description: describe(chart),
    specification: specificationFor(chart, WIDE),
    narrow: specificationFor(chart, NARROW),
    data: chartData(chart),
  };
}

function specificationFor(chart: CurveChart, page: PageWidth): TopLevelSpec {
  const columns = chart.panels.length === 1 ? 1 : (chart.columns ?? 2);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: theme,
    title: titleLines(page, chart.title, chart.subtitle),
    columns: Math.min(columns, page.columns),
    concat: chart.panels.map((panel) => panelSpecification(chart, panel, page)),
  };
}

/** The chart as one panel shows it. Logarithmic axes get ticks at round numbers of what it shows: the renderer's own are not. */
function panelChart(chart: CurveChart, panel: Panel): CurveChart {
  const y = panel.domain ? { ...chart.y, domain: panel.domain } : chart.y;
  const xs = panel.curves.flatMap(({ points }) => points.map((point) => point.x));
  return { ...chart, x: ticked(chart.x, xs), y: ticked(y, shownValues(panel, chart)) };
}

function ticked(axis: ChartAxis, values: readonly number[]): ChartAxis {
  if (axis.scale !== 'log' || axis.ticks) return axis;
  const [least, greatest] = axis.domain ?? positiveRange(values);
  const ticks = logTicks(least, greatest);
  return ticks.length === 0 ? axis : { ...axis, ticks };
}

function positiveRange(values: readonly number[]): [least: number, greatest: number] {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  return [
    positive.reduce((least, value) => Math.min(least, value), Infinity),
    positive.reduce((most, value) => Math.max(most, value), -Infinity),
  ];
}

/** Every name of a curve that has a colour, and every name of a line across that is no curve's. */
function legendNames({ panels }: CurveChart) {
  const curves = new Set(panels.flatMap((panel) => panel.curves.map(({ name }) => name)));
  const across = new Set(panels.flatMap(({ references = [] }) => references.map(({ name }) => name)));
  return { curves: [...curves], references: [...across].filter((name) => !curves.has(name)) };
}

function panelSpecification(given: CurveChart, panel: Panel, page: PageWidth): never {
  const chart = panelChart(given, panel);
  const encoding = channels(chart, page);
  const width = page === WIDE ? (chart.width ?? 460) : panelWidth(page, chart.width ?? 460);
  const height = Math.min(chart.height ?? 300, width);
  const layers = [
    intervalLayer(chart, panel, encoding),
    ...curveLayers(chart, panel, encoding),
    referenceLayer(chart, panel, encoding),
  ];
  const drawn = [
    ...layers.filter(({ data }) => data.values.length > 0),
    ...edgeLayers(panel.beyond ?? [], width, height),
  ];
  // Vega-Lite's layer types do not survive being assembled from parts; the compiler checks the whole.
  return {
    ...(panel.title !== undefined && {
      title: { text: panel.title, fontSize: 12, fontWeight: 'normal', frame: 'group' },
    }),
    width,
    height,
    // Axes that show nothing need a layer too.
    layer: drawn.length > 0 ? drawn : layers.slice(0, 1),
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
      ...READABLE_LABELS,
      ...(scale === 'log' && { labelOverlap: 'greedy' as const }),
      ...(format !== undefined && { format }),
      ...(ticks !== undefined && { values: [...ticks] }),
    },
  };
}

function yChannel(chart: CurveChart, field: string) {
  return { ...axisChannel(chart.y), field };
}

type Channels = ReturnType<typeof channels>;

function channels(chart: CurveChart, page: PageWidth) {
  const { marks = 'both' } = chart;
  const names = legendNames(chart);
  const { domain, colours, dashes, shapes } = seriesStyles(names.curves, names.references, chart.order);
  const legend =
    domain.length > 1
      ? {
          title: chart.legendTitle ?? null,
          ...legendPlace(page),
          symbolStrokeWidth: 2,
          // Else it would be as pale as the bands.
          symbolOpacity: 1,
          ...(marks !== 'points' && { symbolType: 'stroke' as const, symbolSize: 500 }),
        }
      : null;
  const nominal = { field: 'series', type: 'nominal' as const, legend };
  const x = axisChannel(chart.x);
  return {
    x: { ...x, field: 'x', axis: { ...x.axis, ...(page === NARROW && { tickCount: page.ticks }) } },
    color: { ...nominal, scale: { domain, range: colours } },
    strokeDash: { ...nominal, scale: { domain, range: dashes } },
    shape: { ...nominal, field: 'marker', legend: null, scale: { domain, range: shapes } },
    detail: { field: 'part', type: 'nominal' as const },
  };
}

/** Lines carry the dashes and the legend, points the shapes: one legend entry each, drawn as the line is. */
function curveLayers(chart: CurveChart, panel: Panel, { x, color, strokeDash, shape, detail }: Channels) {
  const y = yChannel(chart, 'y');
  return [
    {
      data: { values: lineData(panel, chart) },
      mark: { type: 'line', strokeWidth: 2, clip: chart.y.domain !== undefined },
      encoding: { x, y, color, strokeDash, detail },
    },
    {
      data: { values: pointData(panel, chart) },
      // A field of its own keeps the shapes out of the lines' legend.
      transform: [{ calculate: 'datum.series', as: 'marker' }],
      mark: { type: 'point', filled: true, size: 45, opacity: 1 },
      encoding: { x, y, color, shape },
    },
  ];
}

function intervalLayer(chart: CurveChart, panel: Panel, { x, color, detail }: Channels) {
  const band = (chart.interval ?? 'band') === 'band';
  const ends = { y: yChannel(chart, 'shownLow'), y2: { field: 'shownHigh' } };
  const values = (band ? bandData : barData)(panel, chart, footOf(chart, panel));
  return {
    data: { values },
    mark: band
      ? { type: 'area', opacity: 0.18, clip: true }
      : { type: 'rule', strokeWidth: 1.5, opacity: 0.7, clip: true },
    encoding: { x, color, ...ends, ...(band && { detail }) },
  };
}

/** What an interval that a logarithmic axis cannot show is drawn from. The data keep the true end. */
function footOf(chart: CurveChart, panel: Panel): number {
  if (chart.y.scale !== 'log') return -Infinity;
  const [foot] = chart.y.domain ?? positiveRange(shownValues(panel, chart));
  return foot;
}

function referenceLayer(chart: CurveChart, panel: Panel, { color, strokeDash }: Channels) {
  return {
    data: { values: referenceData(panel, chart) },
    mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.85 },
    encoding: { y: yChannel(chart, 'reference'), color, strokeDash },
  };
}

function describe({ title, x, y, panels }: CurveChart): string {
  const names = [...new Set(panels.flatMap(({ curves }) => curves.map(({ name }) => name)))];
  return `${title}: ${y.title} against ${x.title} for ${names.join(', ')}.`;
}
