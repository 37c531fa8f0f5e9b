import type { AverageOptimum } from '../engine/calls.js';
import { planes } from '../state/view-state.js';
import { AxesFields } from './axes-fields.js';
import { ChoiceField } from './choice-field.js';
import { lineSearchAt } from './line-search.js';
import { missingTheta } from './missing-theta.js';
import type { Store } from './store.js';
import { CELLS, SurfaceMap } from './surface-map.js';
import { type SurfacePlane, surfacePlane } from './surface-plane.js';
import { type Computed, useComputed } from './use-computed.js';
import { useSurface } from './use-surface.js';

/** The exact η over a plane that is chosen, with the path of θ on it and the bracket of the optimum. */
export function SurfaceView({ store }: { readonly store: Store }) {
  const run = store.run.value;
  const theta = store.theta.value;
  const { plane, busy: isPlaneBusy } = usePlane(store);
  const reach = typeof plane === 'string' ? 1 : plane.reach;
  const ticks = Array.from({ length: CELLS }, (_, i) => reach * (-1 + (2 * i) / (CELLS - 1)));
  const question =
    run && typeof plane !== 'string'
      ? { recipe: run.recipe, theta: plane.center, directions: plane.directions, across: ticks, down: ticks }
      : undefined;
  const { rows, error, busy } = useSurface(store, question);
  const optimum = useOptimum(store);
  return (
    <div aria-busy={busy || isPlaneBusy || optimum.busy}>
      {theta && theta.length > 1 && <PlaneFields store={store} parameters={theta.length} />}
      {error !== undefined && <p role="alert">{error}</p>}
      {typeof plane === 'string' ? (
        <p>{plane}</p>
      ) : (
        error === undefined && (
          <SurfaceMap
            rows={rows}
            plane={plane}
            reach={reach}
            optimum={optimum.value}
            problem={optimum.error}
          />
        )
      )}
    </div>
  );
}

/** The plane that is chosen, or the sentence why there is none. */
function usePlane(store: Store): { readonly plane: SurfacePlane | string; readonly busy: boolean } {
  const run = store.run.value;
  const point = store.point.value;
  const theta = store.theta.value;
  const { plane, axes } = store.state.value;
  const search = run && point && plane === 'gradient' && lineSearchAt(run.points, run.points.indexOf(point));
  const { value, error, busy } = useComputed([run?.recipe, search && search.theta], async (signal) =>
    run && search
      ? store.engine.call('gradients', { recipe: run.recipe, theta: search.theta, betas: [] }, { signal })
      : undefined,
  );
  const gradient = busy ? undefined : value?.gradient;
  const chosen = (): SurfacePlane | string => {
    if (!run || !theta) return `There is no surface: ${missingTheta(run, store.state.value.point)}`;
    if (run.status === 'running') return 'The surface is drawn once the run has ended.';
    if (plane === 'gradient' && error !== undefined) return error;
    return surfacePlane({ run, point, theta, plane, axes, gradient });
  };
  return { plane: chosen(), busy: busy || run?.status === 'running' };
}

function useOptimum(store: Store): Computed<AverageOptimum | undefined> {
  const environment = store.run.value?.recipe.environment;
  return useComputed(environment ?? '', async (signal) =>
    environment === undefined ? undefined : store.engine.call('averageOptimum', environment, { signal }),
  );
}

const NAMES = {
  path: 'the run',
  gradient: '∇η and the direction of the line search',
  parameters: 'two parameters',
} as const;

function PlaneFields({ store, parameters }: { readonly store: Store; readonly parameters: number }) {
  const { plane } = store.state.value;
  return (
    <div class="view-settings">
      <ChoiceField
        {...{ name: 'plane', label: 'the plane through', value: plane }}
        choices={planes.map((value) => ({ value, title: NAMES[value] }))}
        onChange={(chosen) => store.set({ plane: chosen })}
      />
      {plane === 'parameters' && <AxesFields store={store} parameters={parameters} />}
    </div>
  );
}
