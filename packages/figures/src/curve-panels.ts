import type { EdgeMark } from './edge-marks.js';

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
  /** What lies beyond that domain, to be named at its edges. */
  readonly beyond?: readonly EdgeMark[];
}

export interface ChartAxis {
  readonly title: string;
  readonly scale?: 'linear' | 'log';
  /** Where the axis begins and ends; the data decide where it is absent. */
  readonly domain?: readonly [number, number];
  /** A d3-format pattern. */
  readonly format?: string;
  /** Where the axis is labelled; on a logarithmic axis 1, 2 and 5 times powers of ten, or the powers alone, by default. */
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
  /** Names in the order of their colours, for charts that should agree though not all have every curve. */
  readonly order?: readonly string[];
}
