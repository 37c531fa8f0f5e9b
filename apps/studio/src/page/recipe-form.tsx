import { partKinds } from '@pomdp-gym/contracts';
import type { RunRecipe } from '../engine/calls.js';
import { kinds } from '../kinds.js';
import { commandOf } from '../state/view-state.js';
import { saveFile } from './save-file.js';
import type { Store } from './store.js';

/** What runs: an environment, an agent, and how far. */
export function RecipeForm({ store }: { readonly store: Store }) {
  const problems = store.problems.value;
  const running = store.run.value?.status === 'running';
  return (
    <form
      class="panel recipe"
      aria-label="The run"
      onSubmit={(event) => {
        event.preventDefault();
        void store.start();
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
        <button type="button" disabled={!running} onClick={() => store.stop()}>
          Stop
        </button>
      </div>
      {problems.map((problem) => (
        <p key={problem} role="alert" class="problem">
          {problem}
        </p>
      ))}
      <Start store={store} />
      <p class="command">
        The same in a terminal: <code>{commandOf(store.recipe)}</code>{' '}
        <button type="button" onClick={() => void saveStudy(store)}>
          Save the study
        </button>
      </p>
      <Suggestions store={store} />
    </form>
  );
}

/** Where a run begins that is forked from another. */
function Start({ store }: { readonly store: Store }) {
  const { start } = store.state.value;
  if (!start) return null;
  return (
    <p class="command">
      It begins at the point of {start.length} parameters that was chosen.{' '}
      <button type="button" onClick={() => store.changeRecipe({ start: null })}>
        Begin as the agent does
      </button>
    </p>
  );
}

async function saveStudy(store: Store): Promise<void> {
  saveFile('studio.yaml', 'application/yaml', await store.engine.call('study', store.recipe));
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
        value={store.state.value[name]}
        list={list}
        spellcheck={false}
        autocomplete="off"
        onChange={({ currentTarget }) => store.changeRecipe({ [name]: currentTarget.value.trim() })}
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
        value={store.state.value[name]}
        onChange={({ currentTarget }) => {
          if (currentTarget.checkValidity()) store.changeRecipe({ [name]: Number(currentTarget.value) });
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
