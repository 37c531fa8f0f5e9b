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
    ...{ role, label, values, line: line % COLOURS },
  });
  const bands = lines.flatMap(({ name, curve }, line) => {
    const of = lines.length > 1 ? `${name}: ` : '';
    return [
      column('lower', `${of}lower quartile`, known(curve.lower), line),
      column('upper', `${of}upper quartile`, known(curve.upper), line),
      column('mean', `${of}mean`, known(curve.mean), line),
    ];
  });
  return [
    ...bands,
    ...(run ? [column('run', run.name, known(run.values))] : []),
    ...(optimum
      ? [
          column('at least', 'optimum at least', level(optimum.lower)),
          column('at most', 'optimum at most', level(optimum.upper)),
        ]
      : []),
  ];
}

function known(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}
