import type { Datum } from '@pomdp-gym/figures';

/** A channel of a Vega-Lite specification. */
interface Channel {
  readonly field: string;
  readonly type: 'quantitative' | 'nominal' | 'ordinal';
  readonly title?: string;
  readonly scale?: Readonly<Record<string, unknown>>;
  readonly sort?: 'descending';
}

/** A picture of the page as data: what is drawn, and how Vega-Lite draws it. */
export interface DrawnFigure {
  /** A file name without its ending: `learning-curve`. */
  readonly name: string;
  readonly title: string;
  /** The numbers drawn, one record a mark. */
  readonly data: readonly Datum[];
  readonly mark: 'line' | 'bar' | 'point' | 'rect';
  readonly encoding: Readonly<Record<string, Channel>>;
}

/** The figure as a Vega-Lite specification that holds its own numbers. */
export function vegaLite({ title, data, mark, encoding }: DrawnFigure) {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title,
    data: { values: data },
    mark: mark === 'line' ? { type: mark, point: data.length < 100 } : { type: mark, tooltip: true },
    encoding,
  };
}

/** Curves over one axis: a record a point, the curve by its name in `series`. */
export interface CurveFigure {
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly xs: readonly number[];
  /** Each curve's values, one an x; null where one is not known. */
  readonly curves: Readonly<Record<string, readonly (number | null | undefined)[]>>;
  /** Whether y is by powers of ten. */
  readonly logY?: boolean;
}

/** Curves as records of x, series and y, without what is not known. */
export function curveFigure({ name, title, x, y, xs, curves, logY = false }: CurveFigure): DrawnFigure {
  const data = Object.entries(curves).flatMap(([series, values]) =>
    xs.flatMap((at, i) => (values[i] == null ? [] : [{ [x]: at, series, [y]: values[i] }])),
  );
  return {
    ...{ name, title, data, mark: 'line' },
    encoding: {
      x: { field: x, type: 'quantitative' },
      y: {
        ...{ field: y, type: 'quantitative' },
        scale: logY ? { type: 'log' } : { zero: false },
      },
      color: { field: 'series', type: 'nominal' },
    },
  };
}

/** A bar for each name. */
export function barFigure(
  name: string,
  title: string,
  labels: readonly string[],
  values: readonly number[],
): DrawnFigure {
  return {
    ...{ name, title, mark: 'bar' },
    data: labels.map((label, i) => ({ name: label, probability: values[i]! })),
    encoding: {
      x: { field: 'probability', type: 'quantitative' },
      y: { field: 'name', type: 'nominal' },
    },
  };
}
