/** A table of Markdown. Pipes and line ends in cells are kept out of its grammar. */
export function markdownTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly number[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const rule = columns.map((_, i) => (numeric.includes(i) ? '--:' : '---'));
  return [line(columns), line(rule), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
}

/** Text as code that Markdown shows letter by letter. */
export function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

/** Text without what Markdown or the templates of pages would read as markup. */
export function plainMarkdown(text: string): string {
  return text.replace(/[\\*_<>[\]{}#]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
