import type { CellDetails } from '../engine/calls.js';
import { type CurveColumn, curveColumns, type ShownCurves, stepsOf } from './curve-columns.js';
import { CurveDrawing } from './curve-drawing.js';
import { CurvePlot } from './curve-plot.js';
import { curveFigure, type DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { outward } from './number-text.js';
import { CURVES, type StudyStore } from './study-store.js';

/** The learning curves of cells, those of an environment in one picture. */
export function LearningCurves({ studies }: { readonly studies: StudyStore }) {
  const curves = studies.curves.value;
  const environments = [...new Set(curves.map(({ row }) => row.environmentIndex))];
  const isPart = curves.length === CURVES && (studies.rows.value?.total ?? 0) > CURVES;
  return (
    <>
      <div class="curves">
        {environments.map((environment) => (
          <Curves
            key={environment}
            studies={studies}
            cells={curves.filter(({ row }) => row.environmentIndex === environment)}
          />
        ))}
      </div>
      {isPart && (
        <p class="quiet">
          The curves are those of the row that is looked at and of the first {CURVES - 1} others of this page.
        </p>
      )}
    </>
  );
}

interface CurvesProps {
  readonly cells: readonly CellDetails[];
  readonly studies: StudyStore;
}

/** The curves of the agents of an environment. */
function Curves({ cells, studies }: CurvesProps) {
  const { row } = cells[0]!;
  const isKnown = ({ curve }: CellDetails) => curve.mean.some((value) => !Number.isNaN(value));
  const known = cells.filter(isKnown);
  if (known.length === 0) return <p>The runs in {row.environment} have no learning curve.</p>;
  const shown = shownCurves(known);
  const title = titleOf(known);
  const columns = curveColumns(shown);
  return (
    <div>
      <FigureFrame
        figure={{ name: 'learning-curve', title, compute: () => curvesFigure(title, shown) }}
        live={
          <CurvePlot
            key={columns.map(({ label }) => label).join()}
            label={title}
            shown={shown}
            zoom={studies.zoom.value}
            onZoom={(zoom) => studies.zoomTo(zoom)}
          />
        }
      >
        <CurveDrawing title={title} shown={shown} />
      </FigureFrame>
      <p class="quiet">
        {row.environment}: a line is the mean of the runs, its band holds the middle half of them.{' '}
        {optimumSentence(cells[0]!)}
      </p>
    </div>
  );
}

/** The means with the quartiles of the runs around them, a run by itself, and the ends of the bracket. */
function curvesFigure(title: string, shown: ShownCurves): DrawnFigure {
  const columns = curveColumns(shown);
  const drawn = columns.filter(({ role }) => role !== 'lower' && role !== 'upper');
  const end = (role: CurveColumn['role'], line: number) =>
    columns.find((column) => column.role === role && column.line === line)?.values ?? [];
  const means = columns.filter(({ role }) => role === 'mean');
  return curveFigure({
    ...{ name: 'learning-curve', title, x: 'steps', y: 'averageReward', xs: stepsOf(shown) },
    curves: Object.fromEntries(drawn.map(({ label, values }) => [label, values])),
    bands: {
      ...{ low: 'lowerQuartile', high: 'upperQuartile' },
      of: Object.fromEntries(
        means.map(({ label, line }) => [label, { low: end('lower', line), high: end('upper', line) }]),
      ),
    },
  });
}

function shownCurves(cells: readonly CellDetails[]): ShownCurves {
  const { row } = cells[0]!;
  const { optimumLower: lower, optimumUpper: upper } = row;
  const found = cells.find(({ run }) => run !== null)?.run;
  return {
    lines: cells.map(({ row: { agent }, curve }) => ({ name: agent, curve })),
    optimum: lower === null || upper === null ? null : { lower, upper },
    run: found ? { name: `seed ${found.seed}`, values: found.values } : null,
  };
}

function titleOf(cells: readonly CellDetails[]): string {
  const { row } = cells[0]!;
  return cells.length === 1
    ? `Learning curve of ${row.agent} in ${row.environment}`
    : `Learning curves in ${row.environment}`;
}

/** Where the optimum lies, and what that rests on. */
function optimumSentence({ row }: CellDetails): string {
  const { optimumDoubt, optimumBasis, optimumAbsent, optimumLower: lower, optimumUpper: upper } = row;
  if (optimumDoubt !== null) return optimumDoubt;
  return lower === null || upper === null
    ? `The optimum is not bracketed: ${optimumAbsent ?? ''}`
    : `The optimum lies in [${outward(lower, -1)}, ${outward(upper, 1)}], between the dashed lines: ${optimumBasis ?? ''}.`;
}
