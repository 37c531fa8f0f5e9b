import { useState } from 'preact/hooks';
import { vectorOf } from '../state/view-state.js';
import { ForkForm } from './fork-form.js';
import { ExactNumber } from './exact-number.js';
import { NoParameters } from './no-parameters.js';
import { PlayButtons } from './play-buttons.js';
import type { Store } from './store.js';

const NAMES = { playBack: 'Play backwards', back: 'Back', on: 'On', play: 'Play' } as const;

/** The points of the run: scrubbed by a slider, stepped and played forwards and backwards. */
export function Timeline({ store }: { readonly store: Store }) {
  const points = store.run.value?.points ?? [];
  const point = store.point.value;
  const place = point ? points.indexOf(point) : 0;
  const go = (next: number) =>
    store.set({ point: Math.max(0, Math.min(points.length - 1, next)), step: 0, theta: null });
  if (!point) return <NoPoint store={store} />;
  return (
    <section class="panel timeline" aria-labelledby="timeline">
      <h2 id="timeline">
        Point {place + 1} of {points.length}: {point.kind} after {point.steps} steps
      </h2>
      <input
        type="range"
        aria-labelledby="timeline"
        min={0}
        max={points.length - 1}
        value={place}
        onInput={({ currentTarget }) => go(Number(currentTarget.value))}
      />
      <PlayButtons
        label="Go through the points"
        names={NAMES}
        place={place}
        last={points.length - 1}
        go={go}
      />
      <Figures store={store} />
      <Theta store={store} />
      <ForkForm store={store} />
    </section>
  );
}

/** Why no point is shown, and a way to those that are there. */
function NoPoint({ store }: { readonly store: Store }) {
  const { points } = store.run.value ?? { points: [] };
  return (
    <div class="panel timeline">
      <NoParameters store={store} what="No point is shown" />
      {points.length > 0 && (
        <button type="button" onClick={() => store.set({ point: -1, step: 0 })}>
          Show the last point
        </button>
      )}
    </div>
  );
}

/** η and what the optimizer says of the point. */
function Figures({ store }: { readonly store: Store }) {
  const point = store.point.value;
  if (!point) return null;
  return (
    <dl class="facts">
      {point.averageReward !== null && (
        <>
          <dt>η</dt>
          <dd data-name="average-reward">{point.averageReward}</dd>
        </>
      )}
      {Object.entries(point.detail).map(([name, value]) => (
        <>
          <dt key={name}>{name}</dt>
          <dd>
            <ExactNumber value={value} name={name} />
          </dd>
        </>
      ))}
    </dl>
  );
}

/** Policies of more parameters than this show none. */
const MOST = 200;

/** θ of the point, which may be written anew: the views below then show that policy. */
function Theta({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const [problem, setProblem] = useState<string>();
  const parameters = store.point.value?.theta?.length ?? 0;
  if (!theta || theta.length > MOST) return null;
  const read = (text: string): void => {
    const written = vectorOf(text);
    const isWrong = written?.length !== parameters;
    setProblem(isWrong ? `θ is ${parameters} numbers with commas between them.` : undefined);
    if (!isWrong) store.set({ theta: written });
  };
  return (
    <label class="theta">
      <span>{store.state.value.theta ? 'θ, as it was written here' : 'θ, which may be changed'}</span>
      <input
        name="theta"
        value={theta.join(', ')}
        spellcheck={false}
        onChange={({ currentTarget }) => read(currentTarget.value)}
      />
      {problem !== undefined && <p role="alert">{problem}</p>}
    </label>
  );
}
