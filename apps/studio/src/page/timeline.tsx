import { short } from './number-text.js';
import type { Store } from './store.js';

/** The points of the run: scrubbed by a slider, stepped by keys. */
export function Timeline({ store }: { readonly store: Store }) {
  const points = store.run.value?.points ?? [];
  const point = store.point.value;
  if (!point) return null;
  const place = points.indexOf(point);
  const { detail, theta } = point;
  return (
    <section class="panel" aria-labelledby="timeline">
      <h2 id="timeline">
        Point {place + 1} of {points.length}: {point.kind} after {point.steps} steps
      </h2>
      <input
        type="range"
        aria-labelledby="timeline"
        min={0}
        max={points.length - 1}
        value={place}
        onInput={({ currentTarget }) => store.set({ point: Number(currentTarget.value), step: 0 })}
      />
      <dl class="facts">
        {point.averageReward !== null && (
          <>
            <dt>η</dt>
            <dd data-name="average-reward">{point.averageReward}</dd>
          </>
        )}
        {Object.entries(detail).map(([name, value]) => (
          <>
            <dt key={name}>{name}</dt>
            <dd>{short(value)}</dd>
          </>
        ))}
        {theta && theta.length <= 8 && (
          <>
            <dt>θ</dt>
            <dd>{theta.map((value) => short(value)).join(', ')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
