import type { TopLevelSpec } from 'vega-lite';
import type { ChartAxis } from './curve-panels.js';
import type { Figure } from './figure.js';
import type { EdgeMark } from './edge-marks.js';
import { legendPlace, NARROW, type PageWidth, panelWidth, titleLines, WIDE, widest } from './page-width.js';
import { READABLE_LABELS } from './readable-labels.js';
import { seriesStyles } from './series-styles.js';
import { wrappedText } from './wrapped-text.js';
import { COLOURS, theme } from './theme.js';

export interface IntervalRow {
  /** The row's label: an agent. */
  readonly label: string;
  /** The panel it stands in: an environment. */
  readonly group: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The value as it is written where it lies beyond the axis. */
  readonly text?: string;
}

export interface IntervalChart {
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly x: ChartAxis;
  readonly rows: readonly IntervalRow[];
  /** Known values of a group (its optimum), drawn as lines that the legend names. */
  /** The axis of a group where the data do not decide it, and what lies beyond it besides rows. */
  readonly axes?: Readonly<
    Record<string, { readonly domain?: readonly [number, number]; readonly beyond?: readonly EdgeMark[] }>
  >;
  /** Names of rows in the order of their colours; one colour for all where it is absent. */
  readonly order?: readonly string[];
  readonly references?: readonly { readonly group: string; readonly name: string; readonly value: number }[];
}

/** One dot with its interval for each row, a panel for each group. */
export function intervalChart(chart: IntervalChart): Figure {
  const data = [...chart.rows, ...(chart.references ?? [])].map((row) => ({ ...row }));
  const description = `${chart.title}: ${chart.x.title} of ${[...new Set(chart.rows.map(({ label }) => label))].join(', ')}.`;
  const [specification, narrow] = [specificationFor(chart, WIDE), specificationFor(chart, NARROW)];
  return { name: chart.name, description, specification, narrow, data };
}

function specificationFor(chart: IntervalChart, page: PageWidth): TopLevelSpec {
  const groups = [...new Set(chart.rows.map(({ group }) => group))];
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: theme,
    title: titleLines(page, chart.title, chart.subtitle),
    columns: 1,
    concat: groups.map((group) => panel(chart, group, page)),
  };
}

/** The most pixels that the names of rows take beside a panel, as a share of the page. */
const NAMES = 0.34;

function panel(chart: IntervalChart, group: string, page: PageWidth): never {
  const { domain, beyond = [] } = chart.axes?.[group] ?? {};
  const lines = ({ label }: IntervalRow) => wrappedText(label, LABEL, NAMES * page.total);
  const colours = rowColours(chart);
  const rows = chart.rows
    .filter((row) => row.group === group)
    .map((row) => ({ ...row, label: lines(row).join('\n'), colour: colours.get(row.label) ?? COLOURS[0] }));
  const shown = rows.flatMap((row) => shownRow(row, domain));
  const references = (chart.references ?? []).filter(
    ({ group: own, value }) => own === group && within(value, domain),
  );
  const names = rows.map(({ label }) => label);
  const scale = domain ? { domain: [...domain], nice: false } : { zero: false, padding: 12 };
  const y = {
    ...{ field: 'label', type: 'nominal', title: null, scale: { domain: names } },
    axis: { labelExpr: "split(datum.label, '\\n')", labelLimit: page.total / 2, labelOverlap: false },
  };
  const axis = { tickCount: page.ticks, ...READABLE_LABELS };
  const x = { type: 'quantitative', title: chart.x.title, axis, scale };
  // Without a scale: the lines across have one of their own.
  const color = { expr: 'datum.colour' };
  const beside =
    widest(
      names.flatMap((label) => label.split('\n')),
      LABEL,
    ) + MARGIN;
  const width = panelWidth(page, 460, beside);
  return {
    title: panelTitle(group, beyond, width),
    width,
    height: { step: Math.max(30, 14 * Math.max(...names.map((label) => label.split('\n').length)) + 8) },
    layer: [
      {
        data: { values: shown },
        mark: { type: 'rule', strokeWidth: 2, color },
        encoding: { y, x: { ...x, field: 'from' }, x2: { field: 'to' } },
      },
      {
        data: { values: shown.filter(({ value }) => within(value, domain)) },
        mark: { type: 'point', filled: true, size: 70, opacity: 1, color },
        encoding: { y, x: { ...x, field: 'value' } },
      },
      ...beyondLayers(rows, domain, y),
      ...(references.length > 0 ? [referenceLayer(chart, references, x, page)] : []),
    ],
  } as never;
}

/** The size of the names of rows, and what stands beside a panel besides them. */
const [LABEL, MARGIN] = [11, 50];

type Domain = readonly [number, number] | undefined;

function within(value: number, domain: Domain): boolean {
  return !domain || (value >= domain[0] && value <= domain[1]);
}

/** A row with the part of its interval that an axis shows; nothing where it shows none. */
function shownRow(row: IntervalRow & { readonly colour: string }, domain: Domain) {
  const [least, greatest] = domain ?? [-Infinity, Infinity];
  const [from, to] = [Math.max(row.low, least), Math.min(row.high, greatest)];
  return from > to ? [] : [{ ...row, from, to }];
}

/** The value of each row that lies beyond the axis, at the edge it lies beyond. */
function beyondLayers(
  rows: readonly (IntervalRow & { readonly colour: string })[],
  domain: Domain,
  y: object,
) {
  if (!domain) return [];
  return (['low', 'high'] as const).flatMap((edge) => {
    const values = rows
      .filter(({ value }) => (edge === 'low' ? value < domain[0] : value > domain[1]))
      .map(({ label, value, text = String(Number(value.toPrecision(5))) }) => {
        return { label, text: edge === 'low' ? `◀ ${text}` : `${text} ▶` };
      });
    const place = edge === 'low' ? { align: 'left', dx: 4 } : { align: 'right', dx: -4 };
    const x = { value: edge === 'low' ? 0 : 'width' };
    const encoding = { y, x, text: { field: 'text', type: 'nominal' } };
    const mark = { type: 'text', baseline: 'middle', fontSize: LABEL, color: '#333333', ...place };
    return values.length === 0 ? [] : [{ data: { values }, mark, encoding }];
  });
}

/** In lines that are as wide as the panel at most, above which they begin. */
function panelTitle(group: string, beyond: readonly EdgeMark[], width: number) {
  const lines = beyond.flatMap(({ text }) => wrappedText(`Beyond the axis: ${text}`, 10, width));
  return {
    text: wrappedText(group, 12, width),
    ...{ fontSize: 12, fontWeight: 'normal', frame: 'group' },
    ...(lines.length > 0 && { subtitle: lines, subtitleFontSize: 10 }),
  };
}

/** The colour of each row: one for all, or the one that its name has by its place in the order. */
function rowColours({ order, rows }: IntervalChart): ReadonlyMap<string, string> {
  const names = [...new Set(rows.map(({ label }) => label))];
  const { colours } = seriesStyles(names, [], order);
  return new Map(names.map((name, i) => [name, order ? (colours[i] ?? COLOURS[0]) : COLOURS[0]]));
}

function referenceLayer(
  chart: IntervalChart,
  references: NonNullable<IntervalChart['references']>,
  x: object,
  page: PageWidth,
) {
  const channels = referenceChannels(chart, page);
  return {
    // A field of its own, so that rows and lines across have colours of their own.
    data: { values: references.map(({ name, value }) => ({ reference: name, value })) },
    mark: { type: 'rule', strokeWidth: 1.5 },
    encoding: { x: { ...x, field: 'value' }, ...channels },
  };
}

/** One colour and dash a name, over all groups, as `curveChart` draws them. */
function referenceChannels({ references = [] }: IntervalChart, page: PageWidth) {
  const { domain, colours, dashes } = seriesStyles([], [...new Set(references.map(({ name }) => name))]);
  const legend = {
    title: null,
    ...legendPlace(page),
    symbolType: 'stroke',
    symbolSize: 500,
    symbolStrokeWidth: 2,
  };
  const nominal = { field: 'reference', type: 'nominal', legend };
  return {
    color: { ...nominal, scale: { domain, range: colours } },
    strokeDash: { ...nominal, scale: { domain, range: dashes } },
  };
}
