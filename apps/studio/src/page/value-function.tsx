import type { Solution } from '../engine/calls.js';
import type { LearnerValues } from '../engine/learner-value-calls.js';
import { isBelief } from '../engine/belief-values.js';
import { BeliefFields } from './belief-fields.js';
import { ChoiceField } from './choice-field.js';
import type { DrawnValues } from './drawn-values.js';
import { SimplexRegions } from './simplex-regions.js';
import type { Store } from './store.js';
import { ValueReadings } from './value-readings.js';
import { ValueSection } from './value-section.js';

interface ValueFunctionProps {
  readonly store: Store;
  readonly solution: Solution | undefined;
  readonly learner: LearnerValues | undefined;
}

/** The values over two or three states. */
export function ValueFunction({ store, solution, learner }: ValueFunctionProps) {
  const states = solution?.states ?? learner?.states;
  if (!states) return null;
  const count = states.length;
  if (count !== 2 && count !== 3) {
    const found = solution?.vectors ? `${solution.vectors.length} α-vectors over ` : '';
    return (
      <p>
        {found}
        {count} states; values can be drawn over two or three.
      </p>
    );
  }
  if (!solution?.vectors && !solution?.upperVectors.length && !learner?.lines.length)
    return <p>This solver’s policy has no α-vectors, and no other value is known by belief.</p>;
  const drawn: DrawnValues = { states, solution, learner, belief: beliefOf(store, count, learner) };
  return (
    <>
      {solution && !solution.vectors && <p>This solver’s policy has no α-vectors.</p>}
      {count === 3 && solution?.vectors && <SimplexRegions store={store} drawn={drawn} />}
      {count === 3 && <SectionField store={store} states={states} />}
      <ValueSection drawn={drawn} along={sectionOf(store, count)} />
      <BeliefFields store={store} drawn={drawn} />
      <ValueReadings drawn={drawn} />
    </>
  );
}

/** The belief that is chosen, or else that of the start. */
function beliefOf({ state }: Store, states: number, learner: LearnerValues | undefined): readonly number[] {
  const { belief } = state.value;
  if (belief && isBelief(belief, states)) return belief;
  return learner?.start ?? new Array<number>(states).fill(1 / states);
}

/** The state along whose probability values are drawn. */
function sectionOf({ state }: Store, states: number): number {
  return states === 2 ? 1 : Math.min(state.value.section, states - 1);
}

function SectionField({ store, states }: { readonly store: Store; readonly states: readonly string[] }) {
  return (
    <div class="view-settings">
      <ChoiceField
        name="section"
        label="values along the probability of"
        value={String(sectionOf(store, states.length))}
        choices={states.map((title, s) => ({ value: String(s), title }))}
        onChange={(section) => store.set({ section: Number(section) })}
      />
    </div>
  );
}
