import { InputError } from '@pomdp-gym/contracts';
import type { ListedRun, RunsPage, RunsQuestion } from './calls.js';
import { statuses } from './run-columns.js';
import type { StudyRows } from './study-rows.js';
import { readOrder, sorted } from './table-order.js';
import { pageOf } from './table-page.js';

/** A page of the runs of a cell that are done. */
export function runPage(rows: StudyRows, { cell, order, page, seed }: RunsQuestion): RunsPage {
  const done = rows.doneIn(cell);
  const { column, isDescending } = readOrder(order);
  const ordered = column === '' ? done : sorted(done, valueBy(column, rows), isDescending);
  const place = pageOf(ordered, page, rows.runOf(cell, seed) ?? -1);
  return { ...place, cell, rows: place.rows.map((run) => listedRun(rows, run)) };
}

/** A run as it is listed. */
export function listedRun(rows: StudyRows, run: number): ListedRun {
  const { columns } = rows;
  return {
    seed: rows.seedOf(run),
    status: statuses[columns.status[run]!]!,
    averageReward: numberOr(columns.averageReward[run]!),
    exact: columns.exact[run] === 1,
    halfWidth: numberOr(columns.halfWidth[run]!),
    steps: columns.steps[run]!,
    error: columns.errors.get(run) ?? null,
  };
}

function valueBy(column: string, rows: StudyRows): (run: number) => number | null {
  const { columns } = rows;
  if (column === 'seed') return (run) => rows.seedOf(run);
  if (column === 'status') return (run) => columns.status[run]!;
  if (column === 'steps') return (run) => columns.steps[run]!;
  if (column === 'averageReward') return (run) => numberOr(columns.averageReward[run]!);
  throw new InputError(`The runs have no column ${column} to sort by.`);
}

function numberOr(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
