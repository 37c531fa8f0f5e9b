import type { ListedRun } from '../engine/calls.js';
import { ROWS } from '../engine/table-page.js';
import { ExactNumber } from './exact-number.js';
import { Pager } from './pager.js';
import { RowsRegion } from './rows-region.js';
import { SortHeaders } from './sort-headers.js';
import type { Store } from './store.js';

const heads = [
  ['seed', 'seed'],
  ['status', 'status'],
  ['averageReward', 'η'],
  ['steps', 'cost in steps'],
] as const;

/** The runs of the row that is looked at; each may be looked at where the page can repeat it. */
export function RunTable({ store }: { readonly store: Store }) {
  const { studies } = store;
  const [runs, [details]] = [studies.runs.value, studies.curves.value];
  if (!studies.shown.value || !details || !runs) return null;
  const { id, state } = studies.shown.value;
  const { page, total, rows, isWhole } = runs;
  const { ofSeed, runOrder: order } = state;
  const title = `Runs of ${details.row.agent} in ${details.row.environment}`;
  const step = (by: number): void => {
    const next = rows[rows.findIndex(({ seed }) => seed === ofSeed) + by];
    if (next) studies.set({ ofSeed: next.seed });
  };
  return (
    <section aria-labelledby="study-runs">
      <h3 id="study-runs">
        {title}: {total}
      </h3>
      {!details.recipe && (
        <p>
          Runs of this agent have settings that this page does not take: pomdp-gym replay goes through them.
        </p>
      )}
      <RowsRegion
        label={title}
        looked={`${id} ${isWhole} ${runs.cell} ${page} ${ofSeed} ${order}`}
        isWanted={ofSeed >= 0}
        onStep={step}
      >
        <table aria-rowcount={total + 1}>
          <thead>
            <tr>
              <SortHeaders
                {...{ heads, order }}
                onSort={(next) => studies.set({ runOrder: next, runPage: -1 })}
              />
              {details.recipe && <th scope="col">run</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((run, i) => (
              <Run
                index={page * ROWS + i + 2}
                key={run.seed}
                run={run}
                isChosen={run.seed === ofSeed}
                onNarrow={() => studies.set({ ofSeed: run.seed })}
                onLook={details.recipe ? () => store.look(run.seed) : undefined}
              />
            ))}
          </tbody>
        </table>
      </RowsRegion>
      <Pager name="runs" {...{ page, total }} onPage={(runPage) => studies.set({ runPage })} />
    </section>
  );
}

interface RunProps {
  /** Its place among all rows, counted from 1, the head included. */
  readonly index: number;
  readonly run: ListedRun;
  readonly isChosen: boolean;
  readonly onNarrow: () => void;
  readonly onLook: (() => void) | undefined;
}

function Run({ index, run, isChosen, onNarrow, onLook }: RunProps) {
  const { seed, status, averageReward, exact, halfWidth, steps, error } = run;
  return (
    <tr
      class={isChosen ? 'chosen' : undefined}
      aria-current={isChosen ? 'true' : undefined}
      aria-rowindex={index}
      data-seed={seed}
    >
      <td>
        <button type="button" class="link" aria-label={`Narrow to seed ${seed}`} onClick={onNarrow}>
          {seed}
        </button>
      </td>
      <td title={error ?? undefined}>{status}</td>
      <td>
        {averageReward === null ? '–' : <ExactNumber value={averageReward} digits={6} />}
        {!exact && halfWidth !== null && (
          <>
            {' ± '}
            <ExactNumber value={halfWidth} digits={3} />
          </>
        )}
        {exact && <span class="quiet"> exact</span>}
      </td>
      <td>
        <ExactNumber value={steps} digits={9} />
      </td>
      {onLook && (
        <td>
          <button type="button" class="link" aria-label={`look at seed ${seed}`} onClick={onLook}>
            look<span class="in-wide"> at seed {seed}</span>
          </button>
        </td>
      )}
    </tr>
  );
}
