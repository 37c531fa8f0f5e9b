import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure.js';
import { legendPlace, NARROW, type PageWidth, panelWidth, titleLines, WIDE } from './page-width.js';
import { READABLE_LABELS } from './readable-labels.js';
import { seriesStyles } from './series-styles.js';
import { theme } from './theme.js';

export interface PointChart {
  readonly name: string;
  readonly title: string;
  readonly y: { readonly title: string };
  /** Side by side, or one below the other: each has the same points on an axis of its own. */
  readonly panels: readonly { readonly x: string; readonly points: readonly SeriesPoint[] }[];
  /** Names in the order of their colours. */
  readonly order: readonly string[];
}

interface SeriesPoint {
  readonly series: string;
  readonly x: number;
  readonly y: number;
}

/** Points that are named by colour and shape, in one or more panels with one legend. */
export function pointChart(chart: PointChart): Figure {
  const series = [...new Set(chart.panels.flatMap(({ points }) => points.map((point) => point.series)))];
  return {
    name: chart.name,
    description: `${chart.title}: ${chart.y.title} against ${chart.panels.map(({ x }) => x).join(', ')} for ${series.join(', ')}.`,
    specification: specificationFor(chart, series, WIDE),
    narrow: specificationFor(chart, series, NARROW),
    data: chart.panels.flatMap(({ x, points }) => points.map((point) => ({ panel: x, ...point }))),
  };
}

function specificationFor(chart: PointChart, series: readonly string[], page: PageWidth): TopLevelSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: theme,
    title: titleLines(page, chart.title),
    columns: Math.min(2, page.columns),
    concat: chart.panels.map((panel) => panelSpecification(chart, panel, series, page)),
  };
}

function panelSpecification(
  { y, order }: PointChart,
  { x, points }: PointChart['panels'][number],
  series: readonly string[],
  page: PageWidth,
): never {
  const { domain, colours, shapes } = seriesStyles(series, [], order);
  const nominal = { field: 'series', type: 'nominal', legend: { title: null, ...legendPlace(page) } };
  const axis = { ...READABLE_LABELS, tickCount: 4 };
  const scale = { zero: false, padding: 14 };
  return {
    width: panelWidth(page, 220),
    height: 200,
    data: { values: points },
    mark: { type: 'point', filled: true, size: 80, opacity: 1 },
    encoding: {
      x: { field: 'x', type: 'quantitative', title: x, axis, scale },
      y: { field: 'y', type: 'quantitative', title: y.title, axis: READABLE_LABELS, scale },
      color: { ...nominal, scale: { domain, range: colours } },
      shape: { ...nominal, scale: { domain, range: shapes } },
    },
  } as never;
}
