import { randomInt } from 'node:crypto';
import { plainText, shortened } from '@pomdp-gym/contracts';
import type { ColumnStyle, TextStyle } from '@pomdp-gym/report';
import Table from 'cli-table3';
import pc from 'picocolors';

/** What colours text. */
type Paint = (text: string) => string;

type ColourName = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow';
type Colors = Readonly<Record<ColourName, Paint>>;

const ESCAPE = String.fromCharCode(27);
/**
 * Numbers that mark the codes of this program, so that no text from a file passes for one: widths are measured as if they were
 * part of the code, and `write` takes them out.
 */
const MARK = Array.from({ length: 3 }, () => randomInt(1000, 10_000)).join(';');
const MARKED = new RegExp(`(${ESCAPE}\\[\\d{1,2};${MARK}m)`);

const CODE = new RegExp(`(${ESCAPE}\\[\\d{1,2})m`, 'g');

const painters = pc.createColors(true);
const uncoloured: Paint = (text) => text;

/** A colour by its marked codes. */
function paint(name: ColourName): Paint {
  const [open = '', close = ''] = painters[name]('|')
    .split('|')
    .map((code) => code.replace('m', `;${MARK}m`));
  return (text) => `${open}${text.replaceAll(close, `${close}${open}`)}${close}`;
}

/** Colours for a stream: none where codes would stand as text, or NO_COLOR is set. */
export function colorsFor(stream: NodeJS.WriteStream): Colors {
  const coloured = takesCodes(stream) && !process.env['NO_COLOR'];
  const of = (name: ColourName) => (coloured ? paint(name) : uncoloured);
  return {
    ...{ bold: of('bold'), dim: of('dim'), cyan: of('cyan') },
    ...{ green: of('green'), red: of('red'), yellow: of('yellow') },
  };
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

/** A text as a terminal is sent it: this program's colours act, and no code of a name, a message or a label does. */
export function shown(text: string): string {
  const parts = text.split(MARKED);
  return parts.map((part, i) => (i % 2 === 1 ? part.replace(`;${MARK}m`, 'm') : plainText(part))).join('');
}

/** A text whose codes are all of this program, with its marks again. */
function marked(text: string): string {
  return text.replaceAll(CODE, `$1;${MARK}m`);
}

function write(line: string, stream: NodeJS.WriteStream): void {
  stream.write(`${shown(line)}\n`);
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
    head: columns.map(({ title }) => shown(colors.dim(title))),
    colAligns: columns.map(({ align = 'left' }) => align),
    chars: withoutLines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => row.map((cell) => shown(shortened(cell, LONGEST_CELL)))));
  return marked(made.toString())
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** How reports look on standard output. */
export const style: TextStyle = { bold: colors.bold, dim: colors.dim, yellow: colors.yellow, table };
