import type { Reference, TabledKind } from '@pomdp-gym/contracts';
import { useState } from 'preact/hooks';
import type { CatalogueEntry, CatalogueOption, PartProblem } from '../engine/calls.js';
import { recipeOfValue, textOfValue, valueOfText, withOption } from './option-text.js';

type Problems = readonly Pick<PartProblem, 'path' | 'message'>[];

interface PartFieldsProps {
  /** Where the part stands: begins the names of its fields. */
  readonly place: string;
  /** What the choice is called. */
  readonly label: string;
  readonly kind: TabledKind;
  readonly entries: readonly CatalogueEntry[];
  readonly part: Reference | undefined;
  /** What stands for no part; absent where there must be one. */
  readonly none?: string;
  readonly problems: Problems;
  readonly onChange: (part: Reference | undefined) => void;
}

/** The choice of a part, and a field for each of its options. */
export function PartFields({ place, label, kind, entries, part, none, problems, onChange }: PartFieldsProps) {
  const known = entries.filter((entry) => entry.kind === kind);
  const entry = known.find(({ id }) => id === part?.id);
  const choose = (id: string): void => onChange(id === '' ? undefined : { id, options: {} });
  return (
    <fieldset class="part">
      <legend>{label}</legend>
      <Choice {...{ place, label, known, part, none, choose }} />
      {entry && <p class="hint">{entry.summary}</p>}
      <Sentences problems={problems.filter(({ path }) => path.length === 0)} id={`${place} problem`} />
      {part && entry && entry.options.length > 0 && (
        <Options key={entry.id} {...{ place, entry, entries, part, problems, onChange }} />
      )}
    </fieldset>
  );
}

interface OptionsProps extends Pick<PartFieldsProps, 'place' | 'entries' | 'problems' | 'onChange'> {
  readonly entry: CatalogueEntry;
  readonly part: Reference;
}

/** The fields of a part: open where one of them is written or wrong. */
function Options({ place, entry, entries, part, problems, onChange }: OptionsProps) {
  const written = Object.keys(part.options).length;
  return (
    <details class="of-part" open={written > 0 || problems.length > 0}>
      <summary>
        {entry.options.length} {entry.options.length === 1 ? 'option' : 'options'} of {entry.id}
        {written > 0 && `, ${written} written`}
      </summary>
      <div class="options">
        {entry.options.map((option) => (
          <OptionOf
            key={option.name}
            {...{ place: `${place} ${option.name}`, option, entries, part, onChange }}
            problems={problems.filter(({ path }) => path[0] === option.name)}
          />
        ))}
      </div>
    </details>
  );
}

interface ChoiceProps extends Pick<PartFieldsProps, 'place' | 'label' | 'part'> {
  readonly known: readonly CatalogueEntry[];
  readonly none: string | undefined;
  readonly choose: (id: string) => void;
}

function Choice({ place, label, known, part, none, choose }: ChoiceProps) {
  const isKnown = !part || known.some(({ id }) => id === part.id);
  return (
    <select
      name={place}
      aria-label={label}
      value={part?.id ?? ''}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {none !== undefined && <option value="">{none}</option>}
      {!isKnown && <option value={part.id}>{part.id}</option>}
      {known.map(({ id }) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </select>
  );
}

interface OptionProps {
  readonly place: string;
  readonly option: CatalogueOption;
  readonly entries: readonly CatalogueEntry[];
  readonly part: Reference;
  readonly problems: Problems;
  readonly onChange: (part: Reference) => void;
}

function OptionOf(props: OptionProps) {
  const { place, option, entries, part, problems, onChange } = props;
  if (option.field.input !== 'recipe') return <OptionInput {...props} />;
  const inner = problems.map(({ path, message }) => ({ path: innerPath(path), message }));
  return (
    <PartFields
      {...{ place, entries, kind: option.field.kind, label: `${option.name}: ${option.description}` }}
      part={recipeOfValue(part.options[option.name])}
      none={`by default ${textOfDefault(option)}`}
      problems={inner}
      onChange={(value) => onChange(withOption(part, option.name, value))}
    />
  );
}

/** A problem of an inner recipe lies at `option, options, name` or `option, id`. */
function innerPath([, step, ...rest]: PartProblem['path']): PartProblem['path'] {
  return step === 'options' ? rest : [];
}

/** An event of a field in which something is written. */
interface Written {
  readonly currentTarget: { readonly value: string };
}

function OptionInput({ place, option, part, problems, onChange }: OptionProps) {
  const { name, description, accepts, field } = option;
  // What is being written stays while the form is drawn anew around it.
  const [written, write] = useState<string>();
  const described = { 'aria-describedby': `${place} hint ${place} problem`.replaceAll(' ', '-') };
  const shared = {
    ...{ name: place, value: written ?? textOfValue(part.options[name]) },
    ...{ 'aria-invalid': problems.length > 0, ...described },
    onInput: ({ currentTarget }: Written) => write(currentTarget.value),
    // A browser fires no change where the text is again what it was; blur comes after change.
    onBlur: () => write(undefined),
    onChange: ({ currentTarget }: Written) => {
      write(undefined);
      onChange(withOption(part, name, valueOfText(currentTarget.value, field)));
    },
  };
  return (
    <div class="option">
      <label>
        <span>{name}</span>
        {field.input === 'choice' ? (
          <select {...shared}>
            <option value="">{`by default ${textOfDefault(option)}`}</option>
            {field.choices.map((choice) => (
              <option key={String(choice)}>{String(choice)}</option>
            ))}
          </select>
        ) : (
          <input {...shared} spellcheck={false} autocomplete="off" placeholder={textOfDefault(option)} />
        )}
      </label>
      <Sentences problems={problems} id={`${place} problem`} />
      <p class="hint" id={`${place} hint`.replaceAll(' ', '-')}>
        {description}: {accepts}; {textOfDefault(option)} by default
      </p>
    </div>
  );
}

function textOfDefault(option: CatalogueOption): string {
  return option.default === undefined ? 'nothing' : textOfValue(option.default);
}

function Sentences({ problems, id }: { readonly problems: Problems; readonly id: string }) {
  return (
    <div id={id.replaceAll(' ', '-')}>
      {problems.map(({ message }) => (
        <p key={message} role="alert" class="problem">
          {message}
        </p>
      ))}
    </div>
  );
}
