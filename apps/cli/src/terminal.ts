import Table from 'cli-table3';
import pc from 'picocolors';

type Colors = ReturnType<typeof pc.createColors>;

/** Colours for a stream: none where codes would stand as text, or NO_COLOR is set. */
export function colorsFor(stream: NodeJS.WriteStream): Colors {
  return pc.createColors(takesCodes(stream) && !process.env['NO_COLOR']);
}

/** Whether a stream is a terminal that colours text and moves its cursor as codes say. */
export function takesCodes(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && process.env['TERM'] !== 'dumb';
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

/** How a column of a table stands. */
export interface ColumnStyle {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const plain = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** A table without lines, its titles dim. */
export function table(columns: readonly ColumnStyle[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: columns.map(({ title }) => colors.dim(title)),
    colAligns: columns.map(({ align = 'left' }) => align),
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
