import type { WatchedEpisode } from '../engine/calls.js';
import { BarPicture } from './bar-picture.js';
import { BeliefView } from './belief-view.js';
import { ExactNumber } from './exact-number.js';
import type { Store } from './store.js';
import { WorldPicture } from './world-picture.js';

interface EpisodeViewProps {
  readonly store: Store;
  readonly environment: string;
  readonly value: WatchedEpisode;
  readonly step: number;
  /** What is said of the picture of the world; without it the picture is left out. */
  readonly caption: string | undefined;
}

/** A step of an episode: the world, what is seen of it, the exact belief, and what the policy does next. */
export function EpisodeView({ store, environment, value, step, caption }: EpisodeViewProps) {
  const moment = value.moments[step];
  if (!moment) return null;
  const { frame, intent } = moment;
  return (
    <div class="world">
      {frame && caption !== undefined && <WorldPicture frame={frame} caption={caption} />}
      <StepFacts value={value} step={step} />
      <BeliefView {...{ store, environment, value, step }} />
      {intent?.probabilities && (
        <BarPicture
          name="next-action"
          title="The policy’s next action"
          labels={value.actionLabels}
          values={[...intent.probabilities]}
        />
      )}
    </div>
  );
}

function StepFacts({ value, step }: Pick<EpisodeViewProps, 'value' | 'step'>) {
  const moment = value.moments[step]!;
  const last = value.turns[step - 1]?.step;
  const node = moment.intent?.node ?? null;
  return (
    <dl class="facts">
      <dt>observed</dt>
      <dd data-name="observed">{last?.observation ?? value.opening.first}</dd>
      {last && (
        <>
          <dt>after the action</dt>
          <dd data-name="action">{last.action}</dd>
          <dt>reward</dt>
          <dd data-name="reward">{last.reward}</dd>
        </>
      )}
      <dt>sum of rewards</dt>
      <dd>
        <ExactNumber value={moment.total} digits={6} name="sum of rewards" />
      </dd>
      {node !== null && (
        <>
          <dt>memory node</dt>
          <dd data-name="memory node">{node}</dd>
        </>
      )}
      {last && last.ending !== 'none' && (
        <>
          <dt>the episode</dt>
          <dd data-name="ending">{last.ending}</dd>
        </>
      )}
    </dl>
  );
}
