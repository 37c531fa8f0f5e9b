import Table from 'cli-table3';
import type { TextStyle } from './text-style.js';

/** How a column of a table stands. */
export interface ColumnStyle {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const withoutLines = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** A table as text, without lines, its titles dim. */
export function textTable(
  columns: readonly ColumnStyle[],
  rows: readonly (readonly string[])[],
  { dim }: Pick<TextStyle, 'dim'>,
): string {
  const made = new Table({
    head: columns.map(({ title }) => dim(title)),
    colAligns: columns.map(({ align = 'left' }) => align),
    chars: withoutLines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
