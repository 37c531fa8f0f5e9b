import type { TopLevelSpec } from 'vega-lite';
import type { ChartAxis } from './curve-panels.js';
import type { Figure } from './figure.js';
import { READABLE_LABELS } from './readable-labels.js';
import { seriesStyles } from './series-styles.js';
import { COLOURS, theme } from './theme.js';

export interface IntervalRow {
  /** The row's label: an agent. */
  readonly label: string;
  /** The panel it stands in: an environment. */
  readonly group: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface IntervalChart {
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly x: ChartAxis;
  readonly rows: readonly IntervalRow[];
  /** Known values of a group (its optimum), drawn as lines that the legend names. */
  readonly references?: readonly { readonly group: string; readonly name: string; readonly value: number }[];
}

/** One dot with its interval for each row, a panel for each group. */
export function intervalChart(chart: IntervalChart): Figure {
  const groups = [...new Set(chart.rows.map(({ group }) => group))];
  const specification: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: theme,
    title: { text: chart.title, ...(chart.subtitle !== undefined && { subtitle: chart.subtitle }) },
    columns: 1,
    concat: groups.map((group) => panel(chart, group)),
  };
  const data = [...chart.rows, ...(chart.references ?? [])].map((row) => ({ ...row }));
  const description = `${chart.title}: ${chart.x.title} of ${[...new Set(chart.rows.map(({ label }) => label))].join(', ')}.`;
  return { name: chart.name, description, specification, data };
}

function panel(chart: IntervalChart, group: string): never {
  const rows = chart.rows.filter((row) => row.group === group);
  const references = (chart.references ?? []).filter((reference) => reference.group === group);
  const y = { field: 'label', type: 'nominal', title: null, sort: rows.map(({ label }) => label) };
  const axis = { tickCount: 8, ...READABLE_LABELS };
  const x = { type: 'quantitative', title: chart.x.title, axis, scale: { zero: false, padding: 12 } };
  const reference = {
    data: { values: references },
    mark: { type: 'rule', strokeWidth: 1.5 },
    encoding: { x: { ...x, field: 'value' }, ...referenceChannels(chart) },
  };
  return {
    title: { text: group, fontSize: 12, fontWeight: 'normal', frame: 'group' },
    width: 460,
    height: { step: 30 },
    layer: [
      {
        data: { values: rows },
        mark: { type: 'rule', strokeWidth: 2, color: COLOURS[0] },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        data: { values: rows },
        mark: { type: 'point', filled: true, size: 70, opacity: 1, color: COLOURS[0] },
        encoding: { y, x: { ...x, field: 'value' } },
      },
      ...(references.length > 0 ? [reference] : []),
    ],
  } as never;
}

/** One colour and dash a name, over all groups, as `curveChart` draws them. */
function referenceChannels({ references = [] }: IntervalChart) {
  const { domain, colours, dashes } = seriesStyles([], [...new Set(references.map(({ name }) => name))]);
  const legend = { title: null, symbolType: 'stroke', symbolSize: 500, symbolStrokeWidth: 2 };
  const nominal = { field: 'name', type: 'nominal', legend };
  return {
    color: { ...nominal, scale: { domain, range: colours } },
    strokeDash: { ...nominal, scale: { domain, range: dashes } },
  };
}
