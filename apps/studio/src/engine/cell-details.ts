import { InputError } from '@pomdp-gym/contracts';
import { nextTurn } from '@pomdp-gym/solving';
import { mean, quantiles } from '@pomdp-gym/statistics';
import type { CellDetails } from './calls.js';
import { recipeOf } from './recipe-of-cell.js';
import { statuses } from './run-columns.js';
import type { StudyRows } from './study-rows.js';

/** Places of a learning curve. */
const PLACES = 241;
/** Runs that are listed, the best of the cell. */
const LISTED = 200;
/** Places that are computed in one turn. */
const TURN = 16;

/** The learning curve of a cell, and its best runs. Throws an InputError where the study has no such cell. */
export async function cellDetails(rows: StudyRows, cell: number, signal: AbortSignal): Promise<CellDetails> {
  if (!(cell < rows.cells)) throw new InputError(`The study has no row ${cell}.`);
  const { study } = rows;
  const [environments, agents] = [[rows.environmentOf(cell)], [rows.agentOf(cell)]];
  return {
    cell,
    curve: await learningCurve(rows, cell, signal),
    optimum: statedOptimum(rows, cell),
    recipe: recipeOf({ ...study, environments, agents }),
    ...bestRuns(rows, cell),
  };
}

/** η*, by the first run that states η and its part of it. */
function statedOptimum(rows: StudyRows, cell: number): number | null {
  const { averageReward, fraction } = rows.columns;
  const run = rows.doneIn(cell).find((each) => averageReward[each] && fraction[each]);
  const optimum = run === undefined ? NaN : averageReward[run]! / fraction[run]!;
  return Number.isNaN(optimum) ? null : optimum;
}

function bestRuns(rows: StudyRows, cell: number): Pick<CellDetails, 'best' | 'runs'> {
  const { status, averageReward } = rows.columns;
  const done = rows.doneIn(cell);
  const valueOf = (run: number) => (Number.isNaN(averageReward[run]) ? null : averageReward[run]!);
  const worth = (run: number) => valueOf(run) ?? -Number.MAX_VALUE;
  const best = [...done].sort((a, b) => worth(b) - worth(a) || a - b).slice(0, LISTED);
  return {
    runs: done.length,
    best: best.map((run) => ({
      seed: rows.seedOf(run),
      status: statuses[status[run]!]!,
      averageReward: valueOf(run),
    })),
  };
}

/** At each place the mean and the quartiles of the last values that the finished runs had; NaN where no run had one. */
async function learningCurve(
  rows: StudyRows,
  cell: number,
  signal: AbortSignal,
): Promise<CellDetails['curve']> {
  const steps = Float64Array.from({ length: PLACES }, (_, i) => (rows.study.budget * i) / (PLACES - 1));
  const values = valuesByPlace(rows, cell, steps);
  const curve = { steps, mean: unknown(), lower: unknown(), upper: unknown() };
  for (const [place, at] of values.entries()) {
    if (at.length > 0) {
      curve.mean[place] = mean(at);
      const [lower, upper] = quantiles(at, [0.25, 0.75]);
      curve.lower[place] = lower!;
      curve.upper[place] = upper!;
    }
    if (place % TURN !== 0) continue;
    await nextTurn();
    signal.throwIfAborted();
  }
  return curve;
}

function unknown(): Float64Array {
  return new Float64Array(PLACES).fill(NaN);
}

/** At each place, the values of the finished runs that have one. */
function valuesByPlace(rows: StudyRows, cell: number, steps: Float64Array): readonly Float64Array[] {
  const runs = rows.doneIn(cell).filter((run) => rows.isFinished(run) && rows.columns.hasCurve(run));
  const values = Array.from(steps, () => new Float64Array(runs.length));
  const known = new Uint32Array(steps.length);
  const own = new Float64Array(steps.length);
  for (const run of runs) {
    rows.columns.valuesAt(run, steps, own);
    for (let place = 0; place < own.length; place++)
      if (!Number.isNaN(own[place])) values[place]![known[place]!++] = own[place]!;
  }
  return values.map((at, place) => at.subarray(0, known[place]));
}
