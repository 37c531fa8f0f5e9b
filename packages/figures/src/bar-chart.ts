import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure.js';
import { COLOURS, theme } from './theme.js';

export interface Bar {
  /** The row's label. */
  readonly label: string;
  /** The panel it stands in. */
  readonly group: string;
  readonly value: number;
}

export interface BarChart {
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly x: { readonly title: string; readonly format?: string };
  readonly bars: readonly Bar[];
}

/** Bars from zero, one below the other in the order given, a panel for each group. */
export function barChart(chart: BarChart): Figure {
  const groups = [...new Set(chart.bars.map(({ group }) => group))];
  const specification: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: theme,
    title: { text: chart.title, ...(chart.subtitle !== undefined && { subtitle: chart.subtitle }) },
    columns: 1,
    concat: groups.map((group) => panel(chart, group)),
  };
  const description = `${chart.title}: ${chart.x.title}, ${chart.bars.map(({ label, value }) => `${label} ${Number(value.toPrecision(3))}`).join(', ')}.`;
  return { name: chart.name, description, specification, data: chart.bars.map((bar) => ({ ...bar })) };
}

function panel({ bars, x }: BarChart, group: string): never {
  const rows = bars.filter((bar) => bar.group === group);
  const axis = { tickCount: 8, ...(x.format !== undefined && { format: x.format }) };
  return {
    title: { text: group, fontSize: 12, fontWeight: 'normal', frame: 'group' },
    width: 460,
    height: { step: 18 },
    data: { values: rows },
    mark: { type: 'bar', color: COLOURS[0] },
    encoding: {
      y: { field: 'label', type: 'nominal', title: null, sort: rows.map(({ label }) => label) },
      x: { field: 'value', type: 'quantitative', title: x.title, axis, scale: { zero: true } },
    },
  } as never;
}
