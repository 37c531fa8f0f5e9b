import type { ComponentChildren } from 'preact';
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
  /** What stands before the pictures. */
  readonly children: ComponentChildren;
}

/** The values over two or three states, or the sentence why there is no picture of them. */
export function ValueFunction({ store, solution, learner, children }: ValueFunctionProps) {
  const states = solution?.states ?? learner?.states;
  const missing = states && missingPicture(states.length, solution, learner);
  if (!states || missing !== undefined)
    return (
      <>
        {children}
        {missing !== undefined && <p>{missing}</p>}
      </>
    );
  const count = states.length;
  const drawn: DrawnValues = { states, solution, learner, belief: beliefOf(store, count, learner) };
  return (
    <div class="pair">
      <div>
        {children}
        {count === 3 && solution?.vectors && <SimplexRegions store={store} drawn={drawn} />}
      </div>
      <div>
        {solution && !solution.vectors && <p>This solver’s policy has no α-vectors.</p>}
        {count === 3 && <SectionField store={store} states={states} />}
        <ValueSection drawn={drawn} along={sectionOf(store, count)} />
        <BeliefFields store={store} drawn={drawn} />
        <ValueReadings drawn={drawn} />
      </div>
    </div>
  );
}

/** Why there is no picture of the values; undefined where there is one. */
function missingPicture(
  states: number,
  solution: Solution | undefined,
  learner: LearnerValues | undefined,
): string | undefined {
  if (states !== 2 && states !== 3)
    return `Values have no picture here: a belief over ${states} states has ${states - 1} dimensions, and pictures are drawn over two or three states.${vectorSentence(solution)}`;
  if (!solution?.vectors && !solution?.upperVectors.length && !learner?.lines.length)
    return 'This solver’s policy has no α-vectors, and no other value is known by belief.';
  return undefined;
}

function vectorSentence(solution: Solution | undefined): string {
  return solution?.vectors ? ` The solver found ${solution.vectors.length} α-vectors.` : '';
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
