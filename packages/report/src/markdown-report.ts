import { plainText } from '@pomdp-gym/contracts';
import type { Figure } from '@pomdp-gym/figures';
import type { Report, ReportSection, ReportTable } from './report.js';

/**
 * A report as Markdown with GitHub's tables.
 *
 * @param addressOf where the picture of a figure is, relative to the text.
 */
export function markdownReport(
  { title, introduction, sections }: Report,
  addressOf: (figure: Figure) => string,
): string {
  const blocks = [
    `# ${escaped(title)}`,
    ...introduction.map(escaped),
    ...sections.flatMap((section) => sectionBlocks(section, addressOf)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionBlocks(
  { title, paragraphs = [], figures = [], tables = [], listing }: ReportSection,
  addressOf: (figure: Figure) => string,
): string[] {
  return [
    `## ${escaped(title)}`,
    ...paragraphs.map(escaped),
    ...figures.flatMap((figure) => [
      `![${escaped(figure.description)}](<${addressOf(figure)}>)`,
      ...(figure.caption === undefined ? [] : [escaped(figure.caption)]),
    ]),
    ...tables.flatMap((table) => [
      ...(table.caption === undefined ? [] : [escaped(table.caption)]),
      tableText(table),
    ]),
    ...(listing === undefined ? [] : [indented(listing)]),
  ];
}

function tableText({ columns, rows, numeric = [] }: ReportTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const rule = columns.map((_, i) => (numeric.includes(i) ? '--:' : '---'));
  return [line(columns), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** A listing, four blanks before each line: whatever stands in it, it cannot end before its last line. */
function indented(listing: string): string {
  return listing
    .trimEnd()
    .split('\n')
    .map((line) => `    ${plainText(line)}`)
    .join('\n');
}

/** Text on one line that Markdown shows as it stands. */
function escaped(text: string): string {
  return plainText(text)
    .replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&')
    .replace(/\s*\n\s*/g, ' ');
}
