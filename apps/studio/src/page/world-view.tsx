import type { Frame } from '@pomdp-gym/contracts';
import type { WatchedEpisode } from '../engine/calls.js';
import { short } from './number-text.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

/** Steps of an episode that are shown. */
const STEPS = 200;
/** States that bars are drawn for. */
const MOST_BARS = 24;

/** An episode of the policy at the point that is looked at: the world, and what the agent knows of it. */
export function WorldView({ store }: { readonly store: Store }) {
  const theta = store.theta.value;
  const recipe = store.run.value?.recipe;
  const { episodeSeed, step } = store.state.value;
  const { value, error, busy } = useComputed(JSON.stringify([recipe, theta, episodeSeed]), async (signal) =>
    recipe && theta
      ? store.engine.call('episode', { recipe, theta, episodeSeed, steps: STEPS }, { signal })
      : undefined,
  );
  if (!theta) return <p>This policy has no parameters.</p>;
  return (
    <div aria-busy={busy} data-episode={busy ? undefined : episodeSeed}>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && (
        <Episode
          value={value}
          step={Math.min(step, value.turns.length)}
          onStep={(next) => store.set({ step: next })}
        />
      )}
      <button type="button" onClick={() => store.set({ episodeSeed: episodeSeed + 1, step: 0 })}>
        Another episode
      </button>
    </div>
  );
}

interface EpisodeProps {
  readonly value: WatchedEpisode;
  readonly step: number;
  readonly onStep: (step: number) => void;
}

function Episode({ value, step, onStep }: EpisodeProps) {
  const moment = value.moments[step];
  const last = value.turns[step - 1]?.step;
  if (!moment) return null;
  return (
    <>
      <label>
        <span>
          Step {step} of {value.turns.length}
        </span>
        <input
          type="range"
          min={0}
          max={value.turns.length}
          value={step}
          onInput={({ currentTarget }) => onStep(Number(currentTarget.value))}
        />
      </label>
      <div class="world">
        {moment.frame && <Picture frame={moment.frame} />}
        <dl class="facts">
          <dt>observed</dt>
          <dd data-name="observed">{last?.observation ?? value.opening.first}</dd>
          {last && (
            <>
              <dt>after the action</dt>
              <dd>{last.action}</dd>
              <dt>reward</dt>
              <dd data-name="reward">{last.reward}</dd>
            </>
          )}
          <dt>sum of rewards</dt>
          <dd>{short(moment.total, 6)}</dd>
        </dl>
        {moment.belief && (
          <Bars title="Exact belief" labels={value.opening.stateLabels} values={[...moment.belief]} />
        )}
        {moment.intent?.probabilities && (
          <Bars
            title="The policy’s next action"
            labels={value.actionLabels}
            values={[...moment.intent.probabilities]}
          />
        )}
      </div>
    </>
  );
}

/** The environment's own picture: hidden state and all, which the agent does not see. */
function Picture({ frame }: { readonly frame: Frame }) {
  return (
    <figure class="picture">
      <pre>
        {frame.picture.map((line, i) => (
          <div key={i}>
            {line.map(({ text, role }, j) => (
              <span key={j} class={`role-${role}`}>
                {text}
              </span>
            ))}
          </div>
        ))}
      </pre>
      <figcaption>Hidden from the agent</figcaption>
    </figure>
  );
}

interface BarsProps {
  readonly title: string;
  readonly labels: readonly string[] | null;
  readonly values: readonly number[];
}

/** Probabilities as bars, the largest of many. */
function Bars({ title, labels, values }: BarsProps) {
  const all = values.map((value, i) => ({ value, label: labels?.[i] ?? String(i) }));
  const shown =
    all.length <= MOST_BARS ? all : [...all].sort((a, b) => b.value - a.value).slice(0, MOST_BARS);
  return (
    <figure class="bars">
      <figcaption>{title}</figcaption>
      {shown.map(({ label, value }) => (
        <div key={label} class="bar">
          <span class="name">{label}</span>
          <meter min={0} max={1} value={value} aria-label={label} />
          <span class="number" data-name={`${title}: ${label}`}>
            {short(value)}
          </span>
        </div>
      ))}
    </figure>
  );
}
