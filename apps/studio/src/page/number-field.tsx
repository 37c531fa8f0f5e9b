interface NumberFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly onChange: (value: number) => void;
}

/** A field for a whole number; what is out of its range is put at its nearer end. */
export function NumberField({ name, label, value, range: [least, most], onChange }: NumberFieldProps) {
  const take = (field: HTMLInputElement): void => {
    const written = Math.round(Number(field.value));
    const taken =
      field.value.trim() === '' || Number.isNaN(written) ? value : Math.min(most, Math.max(least, written));
    field.value = String(taken);
    if (taken !== value) onChange(taken);
  };
  return (
    <label class="number-field">
      <span>{label}</span>
      <input
        name={name}
        type="number"
        min={least}
        max={most}
        step={1}
        value={value}
        onChange={({ currentTarget }) => take(currentTarget)}
      />
    </label>
  );
}
