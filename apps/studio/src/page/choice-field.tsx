interface ChoiceFieldProps<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly title: string }[];
  readonly onChange: (value: T) => void;
}

/** A choice among names. */
export function ChoiceField<T extends string>({
  name,
  label,
  value,
  choices,
  onChange,
}: ChoiceFieldProps<T>) {
  const choose = (text: string): void => {
    const chosen = choices.find((choice) => choice.value === text);
    if (chosen) onChange(chosen.value);
  };
  return (
    <label class="wide-field">
      <span>{label}</span>
      <select name={name} value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.title}
          </option>
        ))}
      </select>
    </label>
  );
}
