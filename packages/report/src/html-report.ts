import { plainText } from '@pomdp-gym/contracts';
import { renderSvg } from '@pomdp-gym/figures';
import type { Report, ReportSection, ReportTable } from './report.js';

/** A report as one HTML page that needs nothing beside it: no script, no link, pictures inline. */
export async function htmlReport({ title, introduction, sections }: Report): Promise<string> {
  const bodies = [];
  for (const section of sections) bodies.push(await sectionHtml(section));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${paragraphs(introduction)}
${bodies.join('\n')}
</main>
</body>
</html>
`;
}

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-top: 1px solid #ddd; padding-top: 1.25rem; }
figure { margin: 1.25rem 0; overflow-x: auto; } figure svg { max-width: 100%; height: auto; }
.table { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; margin: 1rem 0; }
caption { text-align: left; color: #444; padding-bottom: .4rem; }
th, td { padding: .3rem .8rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid #888; } .number { text-align: right; font-variant-numeric: tabular-nums; }
`;

async function sectionHtml({
  title,
  paragraphs: text = [],
  figures = [],
  tables = [],
}: ReportSection): Promise<string> {
  const pictures = [];
  for (const figure of figures) {
    const svg = await renderSvg(figure);
    pictures.push(`<figure role="img" aria-label="${escapeHtml(figure.description)}">${svg}</figure>`);
  }
  return [
    `<section><h2>${escapeHtml(title)}</h2>`,
    paragraphs(text),
    ...pictures,
    ...tables.map(tableHtml),
    '</section>',
  ].join('\n');
}

function paragraphs(text: readonly string[]): string {
  return text.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
}

function tableHtml({
  columns,
  rows,
  numeric = [],
  caption,
}: ReportTable & { readonly caption?: string }): string {
  const cell = (tag: 'td' | 'th') => (text: string, column: number) =>
    `<${tag}${numeric.includes(column) ? ' class="number"' : ''}>${escapeHtml(text)}</${tag}>`;
  const body = rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('\n');
  const head = `<thead><tr>${columns.map(cell('th')).join('')}</tr></thead>`;
  const title = caption === undefined ? '' : `<caption>${escapeHtml(caption)}</caption>`;
  return `<div class="table"><table>${title}${head}<tbody>${body}</tbody></table></div>`;
}

/** Text as HTML that shows it, control characters made visible. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return plainText(text).replace(/[&<>"']/g, (character) => names[character]!);
}
