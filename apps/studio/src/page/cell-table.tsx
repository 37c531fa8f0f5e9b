import type { CellRow } from '../engine/calls.js';
import { ROWS } from '../engine/table-page.js';
import { ExactNumber } from './exact-number.js';
import { outward, short } from './number-text.js';
import { Pager } from './pager.js';
import { RowsRegion } from './rows-region.js';
import { SortHeaders } from './sort-headers.js';
import type { StudyStore } from './study-store.js';
import { TableExport } from './table-export.js';

const titles = {
  ...{ environment: 'environment', agent: 'agent', mean: 'mean η', low: '95 % interval' },
  ...{ optimum: 'optimum within', fraction: 'of the optimum' },
  ...{ steps: 'cost in steps', runs: 'runs', failures: 'failed' },
};
const heads = Object.entries(titles);

/** Agents and environments: what each earns, beside the bracket of the optimum. */
export function CellTable({ studies }: { readonly studies: StudyStore }) {
  if (!studies.shown.value || !studies.rows.value) return null;
  const { id, name, state } = studies.shown.value;
  const { page, total, rows, isWhole } = studies.rows.value;
  const { cell, order } = state;
  const interval = commonInterval(rows);
  const step = (by: number): void => {
    const next = rows[rows.findIndex((row) => row.cell === cell) + by];
    if (next) studies.choose(next.cell);
  };
  return (
    <>
      <RowsRegion
        label={`Rows of ${name}`}
        looked={`${id} ${isWhole} ${page} ${cell} ${order}`}
        isWanted={cell > 0 && state.ofSeed < 0}
        onStep={step}
      >
        <table class="cells" role="table" aria-rowcount={total + 1}>
          <thead role="rowgroup">
            <tr role="row">
              <SortHeaders
                {...{ heads, order }}
                onSort={(next) => studies.set({ order: next, rowPage: -1 })}
              />
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row, i) => (
              <Row
                key={row.cell}
                index={page * ROWS + i + 2}
                row={row}
                isChosen={row.cell === cell}
                isIntervalNamed={interval === undefined}
                studies={studies}
              />
            ))}
          </tbody>
        </table>
      </RowsRegion>
      {interval !== undefined && <p class="quiet intervals">How each interval is made: {interval}.</p>}
      <Pager name="rows" {...{ page, total }} onPage={(rowPage) => studies.set({ rowPage })} />
      <TableExport studies={studies} name={name} />
    </>
  );
}

/** How the intervals of rows are made, where that is the same for all; undefined where it differs, or none has one. */
function commonInterval(rows: readonly CellRow[]): string | undefined {
  const names = new Set(rows.flatMap(({ low, interval }) => (low === null ? [] : [interval])));
  return names.size === 1 ? ([...names][0] ?? undefined) : undefined;
}

interface RowProps {
  /** Its place among all rows, counted from 1, the head included. */
  readonly index: number;
  readonly row: CellRow;
  readonly isChosen: boolean;
  /** Whether the row says how its interval is made. */
  readonly isIntervalNamed: boolean;
  readonly studies: StudyStore;
}

function Row({ index, row, isChosen, isIntervalNamed, studies }: RowProps) {
  const { cell, environmentIndex, agentIndex, environment, agent } = row;
  const narrow = (to: Parameters<StudyStore['narrow']>[0]) => (event: Event) => {
    event.stopPropagation();
    studies.narrow({ cell, ...to });
  };
  return (
    <tr
      role="row"
      class={isChosen ? 'chosen' : undefined}
      aria-current={isChosen ? 'true' : undefined}
      aria-rowindex={index}
      data-cell={cell}
      onClick={() => studies.choose(cell)}
    >
      <td role="cell" class="name">
        <button
          type="button"
          class="link"
          title={environment}
          onClick={narrow({ ofEnvironment: environmentIndex })}
        >
          {environment}
        </button>
      </td>
      <td role="cell" class="name">
        <button type="button" class="link" title={agent} onClick={narrow({ ofAgent: agentIndex })}>
          {agent}
        </button>
      </td>
      <Figures row={row} isIntervalNamed={isIntervalNamed} />
    </tr>
  );
}

function Figures({ row, isIntervalNamed }: Pick<RowProps, 'row' | 'isIntervalNamed'>) {
  const { mean, low, high, interval, coverage, steps, runs, failures, firstFailure } = row;
  return (
    <>
      <td role="cell" data-head={titles.mean}>
        {mean === null ? '–' : <ExactNumber value={mean} digits={6} />}
      </td>
      <td
        role="cell"
        data-head={titles.low}
        title={coverage === null ? undefined : `covers ${short(100 * coverage, 3)} % at worst`}
      >
        {low === null || high === null ? (
          '–'
        ) : (
          <>
            <ExactNumber value={low} digits={5} /> to <ExactNumber value={high} digits={5} />
            {isIntervalNamed && <span class="quiet note">{interval}</span>}
          </>
        )}
      </td>
      <Optimum row={row} />
      <td role="cell" data-head={titles.steps}>
        {steps === null ? '–' : <ExactNumber value={steps} digits={6} />}
      </td>
      <td role="cell" data-head={titles.runs}>
        {runs}
      </td>
      <td role="cell" data-head={titles.failures} title={firstFailure ?? undefined}>
        {failures}
      </td>
    </>
  );
}

/** The bracket, and the part of the optimum that the mean is. */
function Optimum({ row }: { readonly row: CellRow }) {
  const { optimumLower: lower, optimumUpper: upper, optimumBasis, optimumAbsent, optimumDoubt } = row;
  const { fractionOfOptimum: fraction } = row;
  return (
    <>
      <td
        role="cell"
        data-head={titles.optimum}
        title={optimumDoubt ?? optimumBasis ?? optimumAbsent ?? undefined}
      >
        {lower === null || upper === null ? (
          '–'
        ) : (
          <>
            [<data value={lower}>{outward(lower, -1)}</data>, <data value={upper}>{outward(upper, 1)}</data>]
          </>
        )}
      </td>
      <td role="cell" data-head={titles.fraction}>
        {fraction === null || fraction < 0 ? (
          '–'
        ) : (
          <>
            <ExactNumber value={100 * fraction} digits={4} /> %
          </>
        )}
      </td>
    </>
  );
}
