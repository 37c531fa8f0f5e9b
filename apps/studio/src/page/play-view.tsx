import type { BoxSpace } from '@pomdp-gym/contracts';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { WatchedEpisode } from '../engine/calls.js';
import { EpisodeView } from './episode-view.js';
import { actionOfKey } from './play-keys.js';
import type { Store } from './store.js';
import { useComputed } from './use-computed.js';

/** An episode of the environment in which the person at the page acts, the exact belief beside it. */
export function PlayView({ store }: { readonly store: Store }) {
  const { environment, episodeSeed, played, reveal } = store.state.value;
  const question = { environment, episodeSeed, actions: played };
  const { value, error, busy } = useComputed(JSON.stringify(question), (signal) =>
    store.engine.call('play', question, { signal }),
  );
  return (
    <div aria-busy={busy} data-played={busy ? undefined : played.length}>
      {error !== undefined && <p role="alert">{error}</p>}
      {value && <Game store={store} value={value} />}
      <div class="buttons">
        <button type="button" onClick={() => store.set({ played: [] })} disabled={played.length === 0}>
          Begin again
        </button>
        <button type="button" onClick={() => store.set({ played: [], episodeSeed: episodeSeed + 1 })}>
          Another episode
        </button>
        <label class="check">
          <input
            type="checkbox"
            name="reveal"
            checked={reveal}
            onChange={({ currentTarget }) => store.set({ reveal: currentTarget.checked })}
          />{' '}
          Show the hidden state
        </label>
      </div>
    </div>
  );
}

interface GameProps {
  readonly store: Store;
  readonly value: WatchedEpisode;
}

function Game({ store, value }: GameProps) {
  const { environment, reveal, played } = store.state.value;
  const step = value.turns.length;
  const isOver = (value.turns.at(-1)?.step.ending ?? 'none') !== 'none';
  const space = value.opening.actionSpace;
  const act = (...action: readonly number[]): void => {
    if (!isOver) store.set({ played: [...played, ...action] });
  };
  const width = space.kind === 'box' ? space.low.length : 1;
  const takeBack = (): void => store.set({ played: played.slice(0, -width) });
  return (
    <>
      {space.kind === 'box' ? (
        <BoxAction space={space} isOver={isOver} onAct={act} />
      ) : (
        <ActionButtons labels={value.actionLabels ?? []} isOver={isOver} onAct={act} onTakeBack={takeBack} />
      )}
      <p role="status">
        {isOver ? `The episode is over after ${step} steps.` : `${step} steps taken; you act next.`}
      </p>
      <EpisodeView
        {...{ store, environment, value, step }}
        caption={
          reveal || isOver
            ? 'The world as it is; you see it only where you ask for it, and at the end.'
            : undefined
        }
      />
    </>
  );
}

interface ActionButtonsProps {
  readonly labels: readonly string[];
  readonly isOver: boolean;
  readonly onAct: (action: number) => void;
  readonly onTakeBack: () => void;
}

/** A button for each action; on the page, digits and arrows take them too, and the key Backspace takes the last one back. */
function ActionButtons({ labels, isOver, onAct, onTakeBack }: ActionButtonsProps) {
  const act = useRef({ onAct, onTakeBack });
  act.current = { onAct, onTakeBack };
  // In the frame that draws the buttons: a key that is pressed once they are seen is taken.
  useLayoutEffect(() => {
    const take = (event: KeyboardEvent): void => {
      if (isForAField(event)) return;
      const action = actionOfKey(event.key, labels);
      if (action !== undefined) act.current.onAct(action);
      else if (event.key === 'Backspace') act.current.onTakeBack();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', take);
    return () => removeEventListener('keydown', take);
  }, [labels.join()]);
  return (
    <div class="buttons" role="group" aria-label="Actions">
      {labels.map((label, i) => (
        <button key={label} type="button" disabled={isOver} onClick={() => onAct(i)}>
          {i < 9 && <kbd>{i + 1}</kbd>} {label}
        </button>
      ))}
    </div>
  );
}

/** Whether a key is typed into a field or goes with another key, which the page leaves alone; tabs and sliders use arrows too. */
function isForAField({ target, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || altKey || metaKey) return true;
  return target instanceof Element && target.closest('input, select, textarea, [role=tab]') !== null;
}

interface BoxActionProps {
  readonly space: BoxSpace;
  readonly isOver: boolean;
  readonly onAct: (...action: readonly number[]) => void;
}

/** A slider for each number of an action. */
function BoxAction({ space: { low, high }, isOver, onAct }: BoxActionProps) {
  const [action, setAction] = useState<readonly number[]>(() => Array.from(low, () => 0));
  return (
    <form
      class="box-action"
      onSubmit={(event) => {
        event.preventDefault();
        onAct(...action);
      }}
    >
      {action.map((number, i) => (
        <label key={i}>
          <span>
            Action {i + 1}: <output>{number}</output>
          </span>
          <input
            type="range"
            min={Math.max(low[i]!, -1e3)}
            max={Math.min(high[i]!, 1e3)}
            step="any"
            value={number}
            onInput={({ currentTarget }) =>
              setAction(action.map((each, j) => (i === j ? Number(currentTarget.value) : each)))
            }
          />
        </label>
      ))}
      <button type="submit" disabled={isOver}>
        Act
      </button>
    </form>
  );
}
