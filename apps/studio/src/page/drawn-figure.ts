import type { Datum } from '@pomdp-gym/figures';

/** A channel of a Vega-Lite specification. */
interface Channel {
  readonly field: string;
  readonly type: 'quantitative' | 'nominal' | 'ordinal';
  readonly title?: string;
  readonly scale?: Readonly<Record<string, unknown>>;
  readonly sort?: 'descending';
}

/** The interval around each mark: the fields of a record that hold its ends. Records without them have none. */
export interface DrawnInterval {
  readonly along: 'x' | 'y';
  readonly low: string;
  readonly high: string;
  /** A band along a curve, or a bar through a point. */
  readonly mark: 'area' | 'rule';
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
  readonly interval?: DrawnInterval;
}

/** The figure as a Vega-Lite specification that holds its own numbers. */
export function vegaLite({ title, data, mark, encoding, interval }: DrawnFigure) {
  const head = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title,
    data: { values: data },
  };
  const drawn = mark === 'line' ? { type: mark, point: data.length < 100 } : { type: mark, tooltip: true };
  if (!interval) return { ...head, mark: drawn, encoding };
  const { row, ...own } = encoding;
  const layer = [intervalLayer(own, interval), { mark: drawn, encoding: own }];
  return row ? { ...head, facet: { row }, spec: { layer } } : { ...head, layer };
}

/** The intervals beneath the marks. One that reaches 0 has no place on an axis of powers of ten, and is left out there. */
function intervalLayer(encoding: DrawnFigure['encoding'], { along, low, high, mark }: DrawnInterval) {
  const channel = encoding[along];
  const isLogarithmic = channel?.scale?.['type'] === 'log';
  return {
    mark: mark === 'area' ? { type: mark, opacity: 0.2 } : { type: mark },
    transform: [{ filter: isLogarithmic ? { field: low, gt: 0 } : { field: low, valid: true } }],
    encoding: {
      ...encoding,
      [along]: { ...channel, field: low, title: channel?.title ?? channel?.field },
      [`${along}2`]: { field: high },
    },
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
  /** The bands of some curves, and what the fields of their ends are called. */
  readonly bands?: {
    readonly low: string;
    readonly high: string;
    readonly of: Readonly<Record<string, CurveBand>>;
  };
}

/** The ends of the interval around each value of a curve; null where there is none. */
export interface CurveBand {
  readonly low: readonly (number | null | undefined)[];
  readonly high: readonly (number | null | undefined)[];
}

/** Curves as records of x, series and y, and of the ends of their intervals, without what is not known. */
export function curveFigure(figure: CurveFigure): DrawnFigure {
  const { name, title, x, y, xs, curves, logY = false, bands } = figure;
  const data = Object.entries(curves).flatMap(([series, values]) =>
    xs.flatMap((at, i) =>
      values[i] == null ? [] : [{ [x]: at, series, [y]: values[i], ...bandEnds(bands, series, i) }],
    ),
  );
  return {
    ...{ name, title, data, mark: 'line' },
    ...(bands && { interval: { along: 'y', low: bands.low, high: bands.high, mark: 'area' } }),
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

/** The ends of the interval of a curve at one of its places. */
function bandEnds(bands: CurveFigure['bands'], series: string, place: number): Datum {
  const low = bands?.of[series]?.low[place];
  const high = bands?.of[series]?.high[place];
  return bands && low != null && high != null ? { [bands.low]: low, [bands.high]: high } : {};
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
