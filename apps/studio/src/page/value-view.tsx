import { useEffect, useState } from 'preact/hooks';
import type { RunRecipe } from '../engine/calls.js';
import type { LearnerValues } from '../engine/learner-value-calls.js';
import { Facts } from './facts.js';
import { NoParameters } from './no-parameters.js';
import { SolveBounds } from './solve-bounds.js';
import type { Store } from './store.js';
import { type Computed, useComputed } from './use-computed.js';
import { type Solving, useSolution } from './use-solution.js';
import { ValueFunction } from './value-function.js';

/** The value function by belief: what a solver finds, its bounds as they close, and what the policy of the run is worth. */
export function ValueView({ store }: { readonly store: Store }) {
  const recipe = store.run.value?.recipe;
  const { solver } = store.state.value;
  const { reports, solution, error, busy, again, stop } = useSolution(store, recipe?.environment, solver);
  const learner = useLearnerValues(store, solver);
  const isOfThisProblem =
    learner.of?.recipe?.environment === recipe?.environment && learner.of?.solver === solver;
  const shownLearner = isOfThisProblem ? learner.value : undefined;
  return (
    <div aria-busy={busy || learner.busy}>
      <SolverForm {...{ store, busy, again, stop }} />
      {error !== undefined && <p role="alert">{error}</p>}
      {solver === '' && reports.length === 0 && (
        <p>No solver has been started: write one with its options above, and choose “Solve”.</p>
      )}
      <ValueFunction store={store} solution={solution} learner={shownLearner}>
        <SolveBounds reports={reports} busy={busy} />
      </ValueFunction>
      <LearnerStart store={store} learner={learner} />
    </div>
  );
}

interface SolverFormProps extends Pick<Solving, 'busy' | 'again' | 'stop'> {
  readonly store: Store;
}

/** The solver to start, as text; the address keeps it once it is stopped, with the bounds that are there. */
function SolverForm({ store, busy, again, stop }: SolverFormProps) {
  const asked = store.state.value.solver;
  const [solver, write] = useState('sarsop:precision=.001');
  useEffect(() => {
    if (asked !== '') write(asked);
  }, [asked]);
  return (
    <form
      class="solve"
      onSubmit={(event) => {
        event.preventDefault();
        if (solver === asked) again();
        else store.set({ solver });
      }}
    >
      <label>
        <span>Solver</span>
        <input
          name="solver"
          value={solver}
          spellcheck={false}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
      </label>
      <button type="submit">Solve</button>
      <button type="button" disabled={!busy} onClick={stop}>
        Stop
      </button>
    </form>
  );
}

interface LearnerQuestion {
  readonly recipe: RunRecipe | undefined;
  readonly theta: readonly number[] | null;
  readonly solver: string;
}

/** What the policy at the θ that is looked at is worth. */
function useLearnerValues(
  store: Store,
  solver: string,
): Computed<LearnerValues | undefined, LearnerQuestion> {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  return useComputed({ recipe, theta, solver }, async (signal) =>
    recipe && theta ? store.engine.call('learnerValues', { recipe, theta, solver }, { signal }) : undefined,
  );
}

interface LearnerStartProps {
  readonly learner: Computed<LearnerValues | undefined>;
  readonly store: Store;
}

/** The value of the start under the policy of the run, or why there is none. */
function LearnerStart({ store, learner: { value, error } }: LearnerStartProps) {
  if (!store.theta.value) return <NoParameters store={store} what="The policy’s own value is not drawn" />;
  if (error !== undefined) return <p>The policy’s own value is not drawn: {error}</p>;
  if (!value) return null;
  return (
    <Facts
      rows={[
        [`value of the start under the policy of the run, γ = ${value.discount}`, String(value.startValue)],
      ]}
    />
  );
}
