import { useId } from 'preact/hooks';
import { arrowPlanes } from '../state/view-state.js';
import { AxesFields, axesProblem } from './axes-fields.js';
import { ArrowPicture } from './arrow-picture.js';
import { coordinates, type DirectionPair, directionPair, lengthOf, parameterAxis } from './direction-pair.js';
import { Facts } from './facts.js';
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

const NAMES = { span: 'the plane of ∇η and the mean estimate', components: 'two components' } as const;

/** The gradients as arrows in a plane that is chosen. */
export function ArrowView({ store, truth, limit, estimates }: ArrowViewProps) {
  const id = useId();
  if (truth.length < 2)
    return (
      <p>
        The policy has one parameter: its gradients are numbers, {truth[0]} and {limit[0]}.
      </p>
    );
  const { arrows, axes } = store.state.value;
  const mean = meanOf(estimates) ?? limit;
  const problem = arrows === 'components' ? axesProblem(axes, truth.length) : undefined;
  const plane = arrows === 'components' ? componentPlane(axes, truth.length) : directionPair(truth, [mean]);
  const at = (vector: readonly number[]) => coordinates(vector, plane);
  return (
    <>
      <h3>The gradients as arrows</h3>
      <div class="view-settings">
        <label for={id} class="wide-field">
          <span>drawn in</span>
          <select
            id={id}
            name="arrows"
            value={arrows}
            onChange={({ currentTarget }) =>
              store.set({ arrows: arrowPlanes.find((name) => name === currentTarget.value) ?? 'span' })
            }
          >
            {arrowPlanes.map((name) => (
              <option key={name} value={name}>
                {NAMES[name]}
              </option>
            ))}
          </select>
        </label>
        {arrows === 'components' && <AxesFields store={store} parameters={truth.length} />}
      </div>
      {problem === undefined ? (
        <>
          <ArrowPicture
            truth={at(truth)}
            limit={at(limit)}
            mean={at(mean)}
            estimates={estimates.map(at)}
            titles={titlesOf(arrows, axes)}
          />
          <Facts
            rows={[
              ['length of ∇η', String(lengthOf(truth))],
              ['length of ∇_βη', String(lengthOf(limit))],
              ['part of the length of ∇_βη in this plane', partInPlane(limit, plane)],
              ['length of the mean estimate', estimates.length === 0 ? '–' : String(lengthOf(mean))],
            ]}
          />
        </>
      ) : (
        <p>{problem}</p>
      )}
    </>
  );
}

function componentPlane([first = 1, second = 2]: readonly number[], parameters: number): DirectionPair {
  return [parameterAxis(first - 1, parameters), parameterAxis(second - 1, parameters)];
}

/** What the axes of the picture are. */
function titlesOf(
  arrows: (typeof arrowPlanes)[number],
  [first, second]: readonly number[],
): readonly [string, string] {
  return arrows === 'components'
    ? [`component ${first}`, `component ${second}`]
    : ['along ∇η', 'at right angles to it, in the plane of ∇η and the mean estimate'];
}

function meanOf(vectors: readonly (readonly number[])[]): readonly number[] | undefined {
  return vectors[0]?.map((_, k) => vectors.reduce((sum, vector) => sum + vector[k]!, 0) / vectors.length);
}

function partInPlane(vector: readonly number[], plane: DirectionPair): string {
  const length = lengthOf(vector);
  return length === 0 ? 'it is 0' : String(lengthOf(coordinates(vector, plane)) / length);
}
