import { partKinds } from '@pomdp-gym/contracts';
import { Fragment } from 'preact';
import type { RunRecipe } from '../engine/calls.js';
import { kinds } from '../kinds.js';
import { commandOf } from '../state/view-state.js';
import { PartsForm } from './parts-form.js';
import { saveFile } from './save-file.js';
import type { Store } from './store.js';

/** What runs: an environment, an agent, and how far. */
export function RecipeForm({ store }: { readonly store: Store }) {
  const problems = store.draft.problems.value;
  const run = store.run.value;
  const running = run?.status === 'running';
  const isPaused = run?.status === 'stopped' && store.isDraftShown;
  return (
    <form
      class="panel recipe"
      aria-label="The run"
      onSubmit={(event) => {
        event.preventDefault();
        void store.runDraft();
      }}
    >
      <TextField store={store} name="environment" label="Environment" list="environments" />
      <TextField store={store} name="agent" label="Agent" list="parts" />
      <NumberField store={store} name="seed" label="Seed" least={0} />
      <NumberField store={store} name="budget" label="Budget of steps" least={1} />
      <NumberField store={store} name="steps" label="Steps of a gradient, T" least={1} />
      <div class="buttons">
        <button type="submit" disabled={problems.length > 0}>
          Run
        </button>
        {isPaused ? (
          <button type="button" onClick={() => void store.goOn()}>
            Go on
          </button>
        ) : (
          <button type="button" disabled={!running} onClick={() => store.stop()}>
            Pause
          </button>
        )}
      </div>
      {problems.map((problem) => (
        <p key={problem} role="alert" class="problem">
          {problem}
        </p>
      ))}
      <Changed store={store} />
      <PartsForm store={store} />
      <Start store={store} />
      <p class="command">
        The same in a terminal: <Command text={commandOf(store.draft.recipe.value)} />{' '}
        <button type="button" onClick={() => void saveStudy(store)}>
          Save the study
        </button>
      </p>
      <Suggestions store={store} />
    </form>
  );
}

/** A command, which breaks between its words: a break within `--seed` would be read as a space. */
function Command({ text }: { readonly text: string }) {
  return (
    <code>
      {text.split(' ').map((word, i) => (
        <Fragment key={i}>
          {i > 0 && ' '}
          <span class="word">{word}</span>
        </Fragment>
      ))}
    </code>
  );
}

/** Whether the run that is shown is another one than that of the form. */
function Changed({ store }: { readonly store: Store }) {
  if (store.isDraftShown) return null;
  return (
    <p class="command" data-name="draft">
      The run that is shown has other settings: Run starts this one.{' '}
      <button type="button" onClick={() => store.takeBack()}>
        Take the changes back
      </button>
    </p>
  );
}

/** Where a run begins that is forked from another. */
function Start({ store }: { readonly store: Store }) {
  const { start } = store.draft.recipe.value;
  if (!start) return null;
  return (
    <p class="command">
      It begins at the point of {start.length} parameters that was chosen.{' '}
      <button type="button" onClick={() => store.draft.edit({ start: null })}>
        Begin as the agent does
      </button>
    </p>
  );
}

async function saveStudy({ engine, draft }: Store): Promise<void> {
  if (!(await draft.isWritten())) return;
  saveFile('studio.yaml', 'application/yaml', await engine.call('study', draft.recipe.value));
}

interface FieldProps {
  readonly store: Store;
  readonly name: Exclude<keyof RunRecipe, 'start'>;
  readonly label: string;
}

function TextField({ store, name, label, list }: FieldProps & { readonly list: string }) {
  return (
    <label class={name}>
      <span>{label}</span>
      <input
        name={name}
        value={store.draft.recipe.value[name]}
        list={list}
        spellcheck={false}
        autocomplete="off"
        onChange={({ currentTarget }) => store.draft.edit({ [name]: currentTarget.value.trim() })}
      />
    </label>
  );
}

function NumberField({ store, name, label, least }: FieldProps & { readonly least: number }) {
  return (
    <label class={name}>
      <span>{label}</span>
      <input
        name={name}
        type="number"
        min={least}
        step={1}
        required
        value={store.draft.recipe.value[name]}
        onChange={({ currentTarget }) => {
          if (currentTarget.checkValidity()) store.draft.edit({ [name]: Number(currentTarget.value) });
        }}
      />
    </label>
  );
}

function Suggestions({ store }: { readonly store: Store }) {
  const entries = store.catalogue.value;
  const isPart = (kind: string) => partKinds.some((part) => part === kind);
  return (
    <>
      <datalist id="environments">
        {entries
          .filter(({ kind }) => kind === 'environment')
          .map(({ id, summary }) => (
            <option key={id} value={id} label={summary} />
          ))}
      </datalist>
      <datalist id="parts">
        {entries
          .filter(({ kind }) => isPart(kind))
          .map(({ kind, id, summary }) => (
            <option key={`${kind} ${id}`} value={id} label={`${kinds[kind].article}: ${summary}`} />
          ))}
      </datalist>
    </>
  );
}
