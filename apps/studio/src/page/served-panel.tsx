import { timeText } from './time-text.js';
import { MOST_STREAMS } from './stream-slot.js';
import type { StudyAction } from './studio-address.js';
import type { StudyStore } from './study-store.js';

/** What the server has: its folders of results, and the study that it may run. */
export function ServedPanel({ studies }: { readonly studies: StudyStore }) {
  return (
    <>
      {studies.place.isWaiting.value && (
        <p role="status">
          {MOST_STREAMS} other windows of this browser follow the server, as many as can: a browser has six
          connections to a server, and two are left for pages and buttons. This window follows it once one of
          them is closed or hidden.
        </p>
      )}
      <FolderChoice studies={studies} />
      <StudyRun studies={studies} />
    </>
  );
}

interface FolderChoiceProps {
  readonly studies: StudyStore;
}

/** Stands for no folder of the server: no folder has such a name. */
const ELSEWHERE = '/';

function FolderChoice({ studies }: FolderChoiceProps) {
  const folders = studies.served.value?.folders ?? [];
  if (folders.length === 0) return <p>The server has no results yet: pomdp-gym compare writes some.</p>;
  return (
    <label class="served-folder">
      <span>Results that are served</span>
      <select
        value={studies.isServed ? studies.folder.value : ELSEWHERE}
        onChange={({ currentTarget }) => studies.chooseFolder(currentTarget.value)}
      >
        {!studies.isServed && (
          <option value={ELSEWHERE} disabled>
            none of them: the study below is of this browser
          </option>
        )}
        {folders.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const buttons: readonly {
  readonly action: StudyAction;
  readonly title: string;
  readonly in: readonly string[];
}[] = [
  { action: 'start', title: 'Start the study', in: ['idle', 'paused'] },
  { action: 'pause', title: 'Pause the study', in: ['running'] },
  { action: 'stop', title: 'Stop the study', in: ['running', 'paused'] },
];

/** How far the study is that was given to the server, whatever folder is shown, and what starts, pauses and stops it. */
function StudyRun({ studies }: { readonly studies: StudyStore }) {
  const status = studies.status.value;
  const name = studies.served.value?.study;
  if (!status || name == null) return null;
  const { phase, done, runs, underWay, stale, share, secondsLeft, problem } = status;
  return (
    <>
      <div class="buttons" role="group" aria-label={`The study in ${name}`}>
        {buttons.map(({ action, title, in: phases }) => (
          <button
            key={action}
            type="button"
            disabled={!phases.includes(phase) || done === runs}
            onClick={() => void studies.steer(action)}
          >
            {title}
          </button>
        ))}
        <progress max={1} value={share} aria-label="Part of the study that is done" />
      </div>
      <p class="quiet">
        The study in <span data-name="steered">{name}</span> is{' '}
        <span data-name="phase">{done === runs ? 'done' : phase}</span>: {done} of {runs} runs are done and
        kept, {underWay} under way{secondsLeft !== null && `, ${timeText(secondsLeft)} to go`}.
      </p>
      {stale > 0 && done < runs && (
        <p>
          Other code or other data made {stale} of the runs below: they are shown until they are done again.
        </p>
      )}
      {problem !== null && <p role="alert">{problem}</p>}
    </>
  );
}
