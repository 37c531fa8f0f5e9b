import { type ColumnStyle, textTable } from '@pomdp-gym/report';
import pc from 'picocolors';

type Colors = ReturnType<typeof pc.createColors>;

/** Colours for a stream: none where it is no terminal, or NO_COLOR is set. */
export function colorsFor(stream: NodeJS.WriteStream): Colors {
  const { NO_COLOR, TERM } = process.env;
  return pc.createColors(stream.isTTY === true && !NO_COLOR && TERM !== 'dumb');
}

/** Colours for standard output. */
export const colors = colorsFor(process.stdout);

/** Prints a line on standard output. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Prints the one JSON document of a command. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** A line on standard error: what a person should know while a command is at work. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A table without lines, its titles dim. */
export function table(columns: readonly ColumnStyle[], rows: readonly (readonly string[])[]): string {
  return textTable(columns, rows, colors);
}
