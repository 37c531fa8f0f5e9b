import { latexText } from './latex-text.js';
import type { Report, ReportFigure, ReportSection, ReportTable } from './report.js';

/** Where the document finds its parts, relative to itself. */
export interface LatexAddresses {
  table(table: ReportTable): string;
  figure(figure: ReportFigure): string;
}

/** A table with booktabs' rules, its caption above it, and the label `tab:NAME`. */
export function latexTable({ name = 'table', caption, columns, rows, numeric = [] }: ReportTable): string {
  const line = (cells: readonly string[]) => `    ${cells.map(cellText).join(' & ')} \\\\`;
  const places = columns.map((_, i) => (numeric.includes(i) ? 'r' : 'l')).join('');
  return [
    '\\begin{table}[htbp]',
    '  \\centering',
    `  \\caption{${latexText(caption ?? '')}}`,
    `  \\label{tab:${name}}`,
    `  \\begin{tabular}{@{}${places}@{}}`,
    '    \\toprule',
    line(columns),
    '    \\midrule',
    ...rows.map(line),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

/** A bracket at the beginning of a row would be the option of the line break before it. */
function cellText(text: string): string {
  const escaped = latexText(text);
  return escaped.startsWith('[') || escaped.startsWith('*') ? `{${escaped}}` : escaped;
}

/** A picture with its caption below it, and the label `fig:NAME`. */
export function latexFigure({ name, caption, description }: ReportFigure, picture: string): string {
  return [
    '\\begin{figure}[htbp]',
    '  \\centering',
    `  \\includegraphics[width=\\linewidth]{${picture}}`,
    `  \\caption{${latexText(caption ?? description)}}`,
    `  \\label{fig:${name}}`,
    '\\end{figure}',
    '',
  ].join('\n');
}

/** A report as a document that reads its tables and figures from files. */
export function latexReport({ title, introduction, sections }: Report, addresses: LatexAddresses): string {
  return [
    '\\documentclass{article}',
    '\\usepackage[T1]{fontenc}',
    '\\usepackage{booktabs,graphicx}',
    `\\title{${latexText(title)}}`,
    '\\date{}',
    '\\begin{document}',
    '\\maketitle',
    ...introduction.map((text) => `${latexText(text)}\n`),
    ...sections.flatMap((section) => sectionLines(section, addresses)),
    '\\end{document}',
    '',
  ].join('\n');
}

function sectionLines(
  { title, paragraphs = [], figures = [], tables = [], listing }: ReportSection,
  addresses: LatexAddresses,
): string[] {
  return [
    `\\section*{${latexText(title)}}`,
    ...paragraphs.map((text) => `${latexText(text)}\n`),
    ...figures.map((figure) => `\\input{${addresses.figure(figure)}}`),
    ...tables.map((table) => `\\input{${addresses.table(table)}}`),
    ...(listing === undefined ? [] : listingLines(listing)),
  ];
}

/** Lines as they are typed, with their indentation. */
function listingLines(listing: string): string[] {
  const printed = listing.split('\n').map((line) => {
    const [blanks = ''] = /^ */.exec(line) ?? [];
    return `\\mbox{}${'~'.repeat(blanks.length)}${latexText(line.slice(blanks.length))}`;
  });
  return [`{\\ttfamily\\small\\raggedright ${printed.join('\\\\\n')}\\par}`];
}
