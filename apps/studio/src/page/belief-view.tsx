import type { WatchedEpisode } from '../engine/calls.js';
import { BarPicture } from './bar-picture.js';
import { MapPicture } from './map-picture.js';
import { SimplexPicture } from './simplex-picture.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

interface BeliefViewProps {
  readonly store: Store;
  readonly environment: string;
  readonly value: WatchedEpisode;
  readonly step: number;
}

/** States of a belief of which there is a simplex to draw. */
const SIMPLEX = [2, 3];

/** The exact belief of a step: as bars, for two and three states within their simplex, and on the map where states have one. */
export function BeliefView({ store, environment, value, step }: BeliefViewProps) {
  const beliefs = value.moments.slice(0, step + 1).flatMap(({ belief }) => (belief ? [[...belief]] : []));
  const belief = value.moments[step]?.belief;
  const states = value.opening.stateLabels ?? (belief ? [...belief.keys()].map(String) : null);
  if (!belief || !states) return null;
  return (
    <>
      <BarPicture name="belief" title="Exact belief" labels={states} values={[...belief]} />
      {SIMPLEX.includes(belief.length) && <SimplexPicture states={states} beliefs={beliefs} />}
      {belief.length > 3 && <OnMap store={store} environment={environment} belief={[...belief]} />}
    </>
  );
}

interface OnMapProps extends Pick<BeliefViewProps, 'store' | 'environment'> {
  readonly belief: readonly number[];
}

function OnMap({ store, environment, belief }: OnMapProps) {
  const key = JSON.stringify([environment, belief]);
  const { value, busy } = useComputed(key, (signal) =>
    store.engine.call('beliefMap', { environment, belief }, { signal }),
  );
  if (!busy && !value) return null;
  return <div aria-busy={busy}>{value && <MapPicture map={value} />}</div>;
}
