import { type AttainedRow, type FailedRow, isFailed, type ResultRow } from './attained-row.js';

/** Rows of each list of the worst. */
const WORST = 10;

/** All rows, the worst in standard errors last; the worst of all relative to the claim; those that failed. */
export function attainedTable(rows: readonly ResultRow[]): string {
  const measured = rows.filter((row): row is AttainedRow => !isFailed(row));
  const failed = rows.filter(isFailed);
  const below = measured.filter((row) => !row.holds);
  const relative = measured.toSorted((one, other) => relativeGain(other) - relativeGain(one));
  const counts = ['beliefs', 'backup', 'episodes'].map(
    (by) => `${measured.filter(({ worth }) => worth.by === by).length} by ${by}`,
  );
  return [
    aligned(measured.toSorted((one, other) => errorsAbove(other) - errorsAbove(one))),
    `The ${WORST} worst relative to the claim, the worst last:`,
    aligned(relative.slice(-WORST)),
    ...failed.map(failureLine),
    `${measured.length} rows (${counts.join(', ')}): ${below.length} below the claim; ${failed.length} failed.`,
  ].join('\n');
}

/** (worth − claim) in standard errors; where the worth is exact ∞ if the claim holds, −∞ if it does not. */
function errorsAbove({ worth, lower, holds }: AttainedRow): number {
  if (worth.error > 0) return (worth.value - lower) / worth.error;
  return holds ? Infinity : -Infinity;
}

/** (worth − claim) / |claim| */
function relativeGain({ worth, lower }: AttainedRow): number {
  return worth.value === lower ? 0 : (worth.value - lower) / Math.abs(lower);
}

function failureLine({ problem, solver, seconds, failure }: FailedRow): string {
  return `${problem}, ${solver}, ${seconds} s: ${failure}`;
}

const HEADINGS = ['problem', 'solver', 's', 'vectors', 'claim', 'worth', '±', 'by', 'relative', 'errors', ''];

function aligned(rows: readonly AttainedRow[]): string {
  const table = [HEADINGS, ...rows.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd())
    .join('\n');
}

function cells(row: AttainedRow): string[] {
  const { problem, solver, seconds, vectors, lower, worth } = row;
  const simulated = worth.by === 'episodes';
  return [
    problem,
    solver,
    String(seconds),
    String(vectors),
    lower.toPrecision(7),
    worth.value.toPrecision(7),
    simulated ? worth.error.toPrecision(2) : '',
    simulated ? `${worth.episodes} episodes` : worth.by,
    `${(100 * relativeGain(row)).toFixed(4)} %`,
    simulated ? errorsAbove(row).toFixed(2) : '',
    row.holds ? '' : 'BELOW',
  ];
}
