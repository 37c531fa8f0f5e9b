import { short } from './number-text.js';
import type { KeptRun } from './kept-run.js';
import type { Store } from './store.js';

/** The runs that this browser keeps, the latest first; each may be opened again. */
export function RunsPanel({ store }: { readonly store: Store }) {
  const { runs, problem } = store.keeper;
  const latest = [...runs.value].reverse();
  return (
    <details class="panel runs">
      <summary>Runs of this browser ({latest.length})</summary>
      {problem.value !== null && <p role="alert">{problem.value}</p>}
      {latest.length === 0 && <p>A run stands here once it begins.</p>}
      <ol>
        {latest.map((kept) => (
          <li key={kept.id} data-run={kept.id}>
            <button type="button" class="link" onClick={() => store.open(kept)}>
              {titleOf(kept)}
            </button>{' '}
            <span class="quiet">{outcomeOf(kept)}</span>{' '}
            <button
              type="button"
              class="link"
              aria-label={`Forget run ${kept.id}`}
              onClick={() => void store.keeper.remove(kept.id)}
            >
              forget
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}

function titleOf({ id, recipe: { environment, agent, seed } }: KeptRun): string {
  return `Run ${id}: ${agent} in ${environment}, seed ${seed}`;
}

function outcomeOf({ status, averageReward, from }: KeptRun): string {
  const reward = averageReward === null ? '' : `, η ${short(averageReward, 6)}`;
  const origin = from ? `, forked from run ${from.run} at point ${from.point}` : '';
  return `${status === 'stopped' ? 'paused' : status}${reward}${origin}`;
}
