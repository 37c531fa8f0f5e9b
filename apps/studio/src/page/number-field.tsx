import { useState } from 'preact/hooks';

interface NumberFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly onChange: (value: number) => void;
}

/** A field for a whole number; what is out of its range is put at its nearer end. */
export function NumberField({ name, label, value, range: [least, most], onChange }: NumberFieldProps) {
  // What is being written stays while the page is drawn anew around it.
  const [written, write] = useState<string>();
  const take = (): void => {
    const number = Math.round(Number(written));
    write(undefined);
    if (written === undefined || written.trim() === '' || Number.isNaN(number)) return;
    onChange(Math.min(most, Math.max(least, number)));
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
        value={written ?? value}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onChange={take}
      />
    </label>
  );
}
