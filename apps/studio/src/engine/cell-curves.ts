import { nextTurn } from '@pomdp-gym/solving';
import { mean, quantiles } from '@pomdp-gym/statistics';
import type { CellDetails } from './calls.js';
import type { StudyRows } from './study-rows.js';

/** Places of a learning curve. */
const PLACES = 241;
/** Places that are computed in one turn. */
const TURN = 16;
/** Curves that are kept. */
const KEPT = 16;

type Curve = CellDetails['curve'];

/** The learning curves of cells, each made anew only once runs of its cell have come. */
export class CellCurves {
  private readonly known = new Map<number, { readonly changes: number; readonly curve: Curve }>();

  constructor(private readonly rows: StudyRows) {}

  async of(cell: number, signal: AbortSignal): Promise<Curve> {
    const changes = this.rows.changes[cell]!;
    const known = this.known.get(cell);
    if (known?.changes === changes) return known.curve;
    const curve = await learningCurve(this.rows, cell, signal);
    this.known.delete(cell);
    this.known.set(cell, { changes, curve });
    for (const oldest of [...this.known.keys()].slice(0, -KEPT)) this.known.delete(oldest);
    return curve;
  }
}

/** At each place the mean and the quartiles of the last values that the finished runs had; NaN where no run had one. */
async function learningCurve(rows: StudyRows, cell: number, signal: AbortSignal): Promise<Curve> {
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
