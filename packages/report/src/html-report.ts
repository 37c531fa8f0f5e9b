import { plainText } from '@pomdp-gym/contracts';
import { renderSvg } from '@pomdp-gym/figures';
import type { Report, ReportFigure, ReportSection, ReportTable } from './report.js';

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

/** Below this width of the page, in pixels, figures are shown that are drawn for it. */
const NARROW = 700;

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0; overflow-wrap: break-word; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-top: 1px solid #ddd; padding-top: 1.25rem; }
figure { margin: 1.25rem 0; } figure svg { max-width: 100%; height: auto; } figcaption { color: #444; font-size: .9rem; }
.narrow { display: none; }
@media (max-width: ${NARROW}px) { main { padding: 1.25rem 1rem 3rem; } .narrow { display: block; } .wide { display: none; } }
.table, pre { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; margin: 1rem 0; overflow-wrap: normal; }
pre { background: #f6f6f6; padding: .8rem; font-size: .8rem; line-height: 1.4; }
.caption { color: #444; font-size: .9rem; margin: 1.5rem 0 -.4rem; }
th, td { padding: .3rem .8rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #888; } tbody th { font-weight: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
`;

async function sectionHtml({
  title,
  paragraphs: text = [],
  figures = [],
  tables = [],
  listing,
}: ReportSection): Promise<string> {
  const pictures = [];
  for (const figure of figures) pictures.push(await figureHtml(figure));
  return [
    `<section><h2>${escapeHtml(title)}</h2>`,
    paragraphs(text),
    ...pictures,
    ...tables.map((table) => tableHtml(table, title)),
    ...(listing === undefined ? [] : [`<pre tabindex="0">${escapeHtml(listing)}</pre>`]),
    '</section>',
  ].join('\n');
}

/** The picture for wide pages and, where the figure has one, that for narrow ones: the width of the page chooses. */
async function figureHtml(figure: ReportFigure): Promise<string> {
  const picture = (svg: string, width: string) =>
    `<div class="${width}" role="img" aria-label="${escapeHtml(figure.description)}">${svg}</div>`;
  const caption =
    figure.caption === undefined ? '' : `<figcaption>${escapeHtml(figure.caption)}</figcaption>`;
  const wide = await renderSvg(figure);
  if (!figure.narrow) return `<figure>${picture(wide, 'any')}${caption}</figure>`;
  const narrow = await renderSvg({
    ...figure,
    name: `${figure.name}-narrow`,
    specification: figure.narrow,
  });
  return `<figure>${picture(wide, 'wide')}${picture(narrow, 'narrow')}${caption}</figure>`;
}

function paragraphs(text: readonly string[]): string {
  return text.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
}

/** The first cell of a row is its header. What scrolls can be reached by keys, and has a name. */
function tableHtml({ columns, rows, numeric = [], caption }: ReportTable, section: string): string {
  const cell = (tag: string) => (text: string, column: number) =>
    `<${tag}${numeric.includes(column) ? ' class="number"' : ''}>${escapeHtml(text)}</${tag.split(' ')[0]}>`;
  const [rowHeader, data] = [cell('th scope="row"'), cell('td')];
  const body = rows.map(
    (row) => `<tr>${row.map((text, i) => (i === 0 ? rowHeader : data)(text, i)).join('')}</tr>`,
  );
  const head = `<thead><tr>${columns.map(cell('th scope="col"')).join('')}</tr></thead>`;
  // Above the part that scrolls: a caption in the table would be as wide as the table.
  const title = caption === undefined ? '' : `<p class="caption">${escapeHtml(caption)}</p>`;
  const table = `<table>${head}<tbody>${body.join('\n')}</tbody></table>`;
  return `${title}<div class="table" role="region" tabindex="0" aria-label="${escapeHtml(caption ?? section)}">${table}</div>`;
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
