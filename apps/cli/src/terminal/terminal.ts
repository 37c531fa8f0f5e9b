import { plainText, shortened } from '@pomdp-gym/contracts';
import type { ColumnStyle, TextStyle } from '@pomdp-gym/report';
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
  write(line, process.stdout);
}

/** Prints the one JSON document of a command: what steers a terminal is written as JSON escapes it. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(value, null, 2);
  print(
    text.replace(UNESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** What `JSON.stringify` leaves as it is, and `plainText` does not. */
const UNESCAPED = /[\u007f-\u009f\u2028\u2029\ufffe\uffff\p{Bidi_Control}]/gu;

/** A line on standard error: what a person should know while a command is at work. */
export function note(line: string): void {
  write(line, process.stderr);
}

/** The codes of colours and of bold and dim text: ours where a stream takes codes, the only ones that pass. */
const COLOUR = new RegExp(`(${String.fromCharCode(27)}\\[\\d{1,2}m)`);

/** Names, messages and labels come from files and plugins: of a text, only colours act on the terminal. */
function harmless(text: string, stream: NodeJS.WriteStream): string {
  const parts = takesCodes(stream) ? text.split(COLOUR) : [text];
  return parts.map((part, i) => (i % 2 === 1 ? part : plainText(part))).join('');
}

function write(line: string, stream: NodeJS.WriteStream): void {
  stream.write(`${harmless(line, stream)}\n`);
}

const withoutLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** The most characters of a cell: a name may be as long as a file. */
const LONGEST_CELL = 500;

/** A table without lines, its titles dim. */
export function table(columns: readonly ColumnStyle[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: columns.map(({ title }) => colors.dim(title)),
    colAligns: columns.map(({ align = 'left' }) => align),
    chars: withoutLines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => row.map((cell) => harmless(shortened(cell, LONGEST_CELL), process.stdout))));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** How reports look on standard output. */
export const style: TextStyle = { bold: colors.bold, dim: colors.dim, yellow: colors.yellow, table };
