import { rangeOf } from './plot.js';

/** What a learning curve shows, at each number of steps; NaN where there is no value. */
export interface Curve {
  readonly steps: Float64Array;
  readonly mean: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Learning curves over the same steps, with what they are beside. */
export interface ShownCurves {
  readonly lines: readonly { readonly name: string; readonly curve: Curve }[];
  /** The bracket of η*, where it is known. */
  readonly optimum: { readonly lower: number; readonly upper: number } | null;
  /** A run by itself, at the same steps. */
  readonly run: { readonly name: string; readonly values: Float64Array } | null;
}

/** A column of what is drawn: the quartiles and the mean of each line, the ends of the bracket, the run by itself. */
export interface CurveColumn {
  readonly label: string;
  readonly role: 'lower' | 'upper' | 'mean' | 'at least' | 'at most' | 'run';
  /** Which line, counted from 0. */
  readonly line: number;
  /** A number a step; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Whether it is so far from the others that a picture which holds it would flatten them. */
  readonly isFar: boolean;
}

/** Colours that lines have. */
export const COLOURS = 8;

/** The steps of all columns. */
export function stepsOf({ lines }: ShownCurves): readonly number[] {
  return [...(lines[0]?.curve.steps ?? [])];
}

/** The columns of curves, each band from its lower to its upper end, one after the other. */
export function curveColumns(shown: ShownCurves): readonly CurveColumn[] {
  const { lines, optimum, run } = shown;
  const steps = stepsOf(shown);
  const level = (value: number) => steps.map(() => value);
  const column = (role: CurveColumn['role'], label: string, values: CurveColumn['values'], line = 0) => ({
    ...{ role, label, values, line: line % COLOURS, isFar: false },
  });
  const bands = lines.flatMap(({ name, curve }, line) => {
    const of = lines.length > 1 ? `${name}: ` : '';
    return [
      column('lower', `${of}lower quartile`, known(curve.lower), line),
      column('upper', `${of}upper quartile`, known(curve.upper), line),
      column('mean', `${of}mean`, known(curve.mean), line),
    ];
  });
  const own = [...bands, ...(run ? [column('run', run.name, known(run.values))] : [])];
  if (!optimum) return own;
  const inner = [...own, column('at least', 'optimum at least', level(optimum.lower))];
  const isFar = isFarAbove(optimum.upper, inner);
  return [...inner, { ...column('at most', 'optimum at most', level(optimum.upper)), isFar }];
}

/** Between which values a picture of columns lies. */
export function heightOf(columns: readonly CurveColumn[]): readonly [number, number] {
  return rangeOf(columns.flatMap(({ values, isFar }) => (isFar ? [] : values)));
}

/** Whether a value is further above columns than these are high. */
function isFarAbove(value: number, columns: readonly CurveColumn[]): boolean {
  const [least, most] = heightOf(columns);
  return value - most > most - least;
}

function known(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
