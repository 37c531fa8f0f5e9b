import type { TopLevelSpec } from 'vega-lite';
import { cutLine } from './cut.js';
import type { Datum, Figure } from './figure.js';
import { READABLE_LABELS } from './readable-labels.js';
import { COLOURS, DASHES, theme } from './theme.js';
import { upperEnvelope } from './upper-envelope.js';

/** The value function of a model of two states. */
export interface ValueFunctionChart {
  readonly name: string;
  readonly title: string;
  readonly subtitle?: string;
  /** The state whose probability the horizontal axis shows. */
  readonly state: string;
  /** The α-vectors: what each is worth where that state is ruled out, and where it is sure. */
  readonly vectors: readonly { readonly action: string; readonly values: readonly [number, number] }[];
  /** An upper bound by probability of that state, where there is one. */
  readonly upper?: readonly { readonly x: number; readonly y: number }[];
}

/** α-vectors as lines over the belief, coloured by action; their maximum, the lower bound; and the upper bound. */
export function valueFunctionChart(chart: ValueFunctionChart): Figure {
  const lines = chart.vectors.flatMap(({ action, values }, vector) =>
    values.map((y, x): Datum => ({ series: action, vector, x, y })),
  );
  const value = upperEnvelope(chart.vectors.map(({ values }) => values)).map(({ x, y }): Datum => ({
    series: 'value, at least',
    x,
    y,
  }));
  const upper = (chart.upper ?? [])
    .filter(({ y }) => Number.isFinite(y))
    .map(({ x, y }): Datum => ({ series: 'value, at most', x, y }));
  const specification: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: theme,
    title: { text: chart.title, ...(chart.subtitle !== undefined && { subtitle: chart.subtitle }) },
    width: 460,
    height: 320,
    layer: layers(chart, [...value, ...upper]),
  };
  return {
    name: chart.name,
    description: `${chart.title}: ${chart.vectors.length} α-vectors and their maximum by the probability of ${chart.state}.`,
    specification,
    data: [...lines, ...value, ...upper],
  };
}

/** The picture ends a little below the value: far down, vectors say nothing. */
function domainOf(bounds: readonly Datum[]): [number, number] {
  const ys = bounds.map(({ y }) => Number(y));
  const [least, greatest] = [Math.min(...ys), Math.max(...ys)];
  const margin = 0.15 * (greatest - least || 1);
  return [least - margin, greatest + margin];
}

/** The vectors as far as the picture shows them. */
function shownLines({ vectors }: ValueFunctionChart, [from, to]: readonly [number, number]): Datum[] {
  const window = { x: { from: 0, to: 1 }, y: { from, to } };
  return vectors.flatMap(({ action: series, values }, vector) =>
    cutLine(
      values.map((y, x) => ({ x, y })),
      window,
    ).flatMap((part) => part.map(({ x, y }) => ({ series, vector, x, y }))),
  );
}

function layers(chart: ValueFunctionChart, bounds: readonly Datum[]): never {
  const domain = domainOf(bounds);
  const lines = shownLines(chart, domain);
  const names = [
    ...new Set([...chart.vectors.map(({ action }) => action), ...bounds.map(({ series }) => series)]),
  ];
  const pick = <T>(range: readonly T[]) => names.map((_, i) => range[i % range.length]!);
  const legend = {
    title: null,
    symbolType: 'stroke',
    symbolSize: 500,
    symbolStrokeWidth: 2,
    symbolOpacity: 1,
  };
  const nominal = { field: 'series', type: 'nominal', legend };
  const encoding = {
    x: {
      field: 'x',
      type: 'quantitative',
      title: `probability of ${chart.state}`,
      scale: { domain: [0, 1], nice: false },
      axis: READABLE_LABELS,
    },
    y: {
      field: 'y',
      type: 'quantitative',
      title: 'discounted value',
      scale: { domain, nice: false, zero: false },
      axis: READABLE_LABELS,
    },
    color: { ...nominal, scale: { domain: names, range: pick(COLOURS) } },
    strokeDash: { ...nominal, scale: { domain: names, range: pick(DASHES) } },
  };
  // Vega-Lite's layer types do not survive being assembled from parts; the compiler checks the whole.
  return [
    {
      data: { values: lines },
      mark: { type: 'line', strokeWidth: 1.25, opacity: 0.8, clip: true },
      encoding: { ...encoding, detail: { field: 'vector', type: 'nominal' } },
    },
    { data: { values: bounds }, mark: { type: 'line', strokeWidth: 2.5, clip: true }, encoding },
  ] as never;
}
