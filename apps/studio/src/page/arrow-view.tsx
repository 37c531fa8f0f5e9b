import { arrowPlanes } from '../state/view-state.js';
import { AxesFields, axesProblem } from './axes-fields.js';
import { ArrowPicture } from './arrow-picture.js';
import { ChoiceField } from './choice-field.js';
import { coordinates, type DirectionPair, lengthOf, parameterAxis } from './direction-pair.js';
import { Facts } from './facts.js';
import { type SpannedPlane, spannedPlane } from './spanned-plane.js';
import type { Store } from './store.js';

interface ArrowViewProps {
  readonly store: Store;
  /** ∇η */
  readonly truth: readonly number[];
  /** ∇_βη */
  readonly limit: readonly number[];
  /** Δ_T of each path. */
  readonly estimates: readonly (readonly number[])[];
}

/** The gradients as arrows in a plane that is chosen. */
export function ArrowView({ store, truth, limit, estimates }: ArrowViewProps) {
  if (truth.length < 2)
    return (
      <p>
        The policy has one parameter: its gradients are numbers, {truth[0]} and {limit[0]}.
      </p>
    );
  const { arrows, axes } = store.state.value;
  const mean = meanOf(estimates) ?? limit;
  const other = estimates.length > 0 ? 'the mean estimate' : '∇_βη';
  const problem = arrows === 'components' ? axesProblem(axes, truth.length) : undefined;
  const plane =
    arrows === 'components'
      ? componentPlane(axes, truth.length)
      : spannedPlane({ name: '∇η', vector: truth }, { name: other, vector: mean });
  const at = (vector: readonly number[]) => coordinates(vector, plane.directions);
  return (
    <>
      <h3>The gradients as arrows</h3>
      <div class="view-settings">
        <ChoiceField
          {...{ name: 'arrows', label: 'drawn in', value: arrows }}
          choices={arrowPlanes.map((value) => ({
            value,
            title: value === 'span' ? `the plane of ∇η and ${other}` : 'two components',
          }))}
          onChange={(chosen) => store.set({ arrows: chosen })}
        />
        {arrows === 'components' && <AxesFields store={store} parameters={truth.length} />}
      </div>
      {problem === undefined ? (
        <>
          <ArrowPicture
            truth={at(truth)}
            limit={at(limit)}
            mean={at(mean)}
            estimates={estimates.map(at)}
            titles={[plane.across, plane.up]}
          />
          <Facts
            rows={[
              ['length of ∇η', String(lengthOf(truth))],
              ['length of ∇_βη', String(lengthOf(limit))],
              ['part of the length of ∇_βη in this plane', partInPlane(limit, plane.directions)],
              ['length of the mean estimate', estimates.length === 0 ? '–' : String(lengthOf(mean))],
            ]}
          />
          {truth.length > 2 && (
            <p class="hint">
              The arrows are projections on this plane: the angles between the vectors themselves are the
              numbers above.
            </p>
          )}
        </>
      ) : (
        <p>{problem}</p>
      )}
    </>
  );
}

function componentPlane([first = 1, second = 2]: readonly number[], parameters: number): SpannedPlane {
  return {
    directions: [parameterAxis(first - 1, parameters), parameterAxis(second - 1, parameters)],
    ...{ across: `component ${first}`, up: `component ${second}` },
  };
}

function meanOf(vectors: readonly (readonly number[])[]): readonly number[] | undefined {
  return vectors[0]?.map((_, k) => vectors.reduce((sum, vector) => sum + vector[k]!, 0) / vectors.length);
}

function partInPlane(vector: readonly number[], plane: DirectionPair): string {
  const length = lengthOf(vector);
  return length === 0 ? 'it is 0' : String(lengthOf(coordinates(vector, plane)) / length);
}
