import { short } from './number-text.js';

interface ExactNumberProps {
  readonly value: number;
  readonly digits?: number;
  /** Its name, for tests and for those who read the page by program. */
  readonly name?: string;
}

/** A rounded number; all its digits are its value, and shown where it is pointed at. */
export function ExactNumber({ value, digits, name }: ExactNumberProps) {
  return (
    <data value={String(value)} title={String(value)} data-name={name}>
      {short(value, digits)}
    </data>
  );
}
