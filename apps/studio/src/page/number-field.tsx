import { useId, useState } from 'preact/hooks';
import { wholeNumberProblem } from './whole-number-problem.js';

interface NumberFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly onChange: (value: number) => void;
}

/** A field for a whole number. Another text, or a number out of the range, changes nothing: a sentence beside the field says what is wrong. */
export function NumberField({ name, label, value, range, onChange }: NumberFieldProps) {
  const id = useId();
  // What is being written stays while the page is drawn anew around it.
  const [written, write] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const take = (text: string): void => {
    const found = wholeNumberProblem(label, text, range);
    setProblem(found);
    if (found !== undefined) return;
    write(undefined);
    onChange(Number(text));
  };
  return (
    <div class="number-field">
      <label>
        <span>{label}</span>
        <input
          {...{ name, type: 'number', min: range[0], max: range[1], step: 1 }}
          value={written ?? value}
          aria-invalid={problem !== undefined}
          aria-describedby={id}
          onInput={({ currentTarget }) => write(currentTarget.value)}
          onChange={({ currentTarget }) => take(currentTarget.value)}
        />
      </label>
      <div id={id}>
        {problem !== undefined && (
          <p role="alert" class="problem">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}
