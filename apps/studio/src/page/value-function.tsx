import type { ComponentChildren } from 'preact';
import type { Solution } from '../engine/calls.js';
import type { LearnerValues } from '../engine/learner-value-calls.js';
import { isBelief, sharesBeside } from '../engine/belief-values.js';
import { BeliefFields } from './belief-fields.js';
import { ChoiceField } from './choice-field.js';
import type { DrawnValues } from './drawn-values.js';
import { sectionState } from './section-state.js';
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

/** The values over beliefs, or the sentence why there is no picture of them. */
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
  const start = learner?.start ?? new Array<number>(count).fill(1 / count);
  const drawn: DrawnValues = { states, solution, learner, belief: beliefOf(store, start), start };
  const along = sectionState(store.state.value.section, count, learner?.start);
  return (
    <div class="pair">
      <div>
        {children}
        {count === 3 && solution?.vectors && <SimplexRegions store={store} drawn={drawn} />}
      </div>
      <div>
        {solution && !solution.vectors && <p>This solver’s policy has no α-vectors.</p>}
        {count > 2 && <SectionField store={store} states={states} along={along} />}
        <ValueSection drawn={drawn} along={along} />
        {count > 2 && (
          <p class="hint">
            A belief over {count} states has {count - 1} dimensions. The picture goes along one of them: the
            other states share what is left {sharesWords(drawn, along)}.
          </p>
        )}
        <BeliefFields store={store} drawn={drawn} along={along} />
        <ValueReadings drawn={drawn} />
      </div>
    </div>
  );
}

/** States of which a person can choose one, and whose belief an address can hold. */
const MOST_STATES = 1000;

/** Why there is no picture of the values; undefined where there is one. */
function missingPicture(
  states: number,
  solution: Solution | undefined,
  learner: LearnerValues | undefined,
): string | undefined {
  if (states > MOST_STATES)
    return `Values have no picture here: they are drawn along the probability of one of at most ${MOST_STATES} states, and here are ${states}.${vectorSentence(solution)}`;
  if (!solution?.vectors && !solution?.upperVectors.length && !learner?.lines.length)
    return solution
      ? 'This solver’s policy has no α-vectors, and no other value is known by belief.'
      : 'The policy of the run has too many memory nodes and observations for its value in each, and no solver has been started.';
  return undefined;
}

function vectorSentence(solution: Solution | undefined): string {
  return solution?.vectors ? ` The solver found ${solution.vectors.length} α-vectors.` : '';
}

/** The belief that is chosen, or else that of the start. */
function beliefOf({ state }: Store, start: readonly number[]): readonly number[] {
  const { belief } = state.value;
  return belief && isBelief(belief, start.length) ? belief : start;
}

/** How the other states share what the state along which values are drawn leaves. */
function sharesWords(drawn: DrawnValues, along: number): string {
  const shares = sharesBeside(along, drawn);
  if (shares === 'belief') return 'as they do in the belief at which values are read';
  const certain = `certain of ${drawn.states[along]}`;
  return shares === 'start'
    ? `as they do in the belief of the start, since the belief at which values are read is ${certain}`
    : `equally, since the belief at which values are read and that of the start are ${certain}`;
}

interface SectionFieldProps {
  readonly store: Store;
  readonly states: readonly string[];
  readonly along: number;
}

function SectionField({ store, states, along }: SectionFieldProps) {
  return (
    <div class="view-settings">
      <ChoiceField
        name="section"
        label="values along the probability of"
        value={String(along)}
        choices={states.map((title, s) => ({ value: String(s), title }))}
        onChange={(section) => store.set({ section: Number(section) })}
      />
    </div>
  );
}
