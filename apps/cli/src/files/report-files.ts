import { join } from 'node:path';
import { InputError, whyUnwritable } from '@pomdp-gym/contracts';
import { makeFolder } from '@pomdp-gym/contracts/node';
import {
  htmlReport,
  latexFigure,
  latexReport,
  latexTable,
  markdownReport,
  type Report,
  type ReportFigure,
  type ReportTable,
  withDistinctNames,
} from '@pomdp-gym/report';
import { writeSafely } from './write-safely.js';

/** Figures that are drawn side by side: libuv has four threads that make PNG pictures. */
const AT_ONCE = 4;

/**
 * Writes a report into a folder: `report.html`, which needs nothing beside it; `report.md` and `report.tex`, which read
 * `figures/NAME.svg`, `.png` and `.tex` and `tables/NAME.tex`. Beside each figure stand its numbers (.csv) and its Vega-Lite
 * specification (.vl.json).
 */
export async function writeReportFiles(folder: string, given: Report): Promise<void> {
  const report = withDistinctNames(given);
  const figures = report.sections.flatMap((section) => section.figures ?? []);
  const tables = report.sections.flatMap((section) => section.tables ?? []);
  for (const part of ['figures', 'tables']) makeOutFolder(join(folder, part));
  for (let n = 0; n < figures.length; n += AT_ONCE) await writeFigures(folder, figures.slice(n, n + AT_ONCE));
  for (const table of tables) await writeSafely(join(folder, texOf(table)), [latexTable(table)]);
  await writeSafely(join(folder, 'report.md'), [markdownReport(report, (figure) => pathOf(figure, 'svg'))]);
  const addresses = { table: texOf, figure: (figure: ReportFigure) => pathOf(figure, 'tex') };
  await writeSafely(join(folder, 'report.tex'), [latexReport(report, addresses)]);
  await writeSafely(join(folder, 'report.html'), [await htmlReport(report)]);
}

/** The folder of `--out`, made where it is absent. Throws an InputError where it cannot be. */
export function makeOutFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new InputError(`No folder can be made at ${folder}: ${whyUnwritable(error)}. Give another one.`, {
      cause: error,
    });
  }
}

/**
 * Draws the figures side by side, then writes their files one after the other: the first that cannot be written ends it. What
 * draws PNG is loaded only here: it is large.
 */
async function writeFigures(folder: string, figures: readonly ReportFigure[]): Promise<void> {
  const { figureFiles } = await import('@pomdp-gym/figures/node');
  const drawn = await Promise.all(figures.map(figureFiles));
  for (const [name, content] of drawn.flatMap((files) => [...files]))
    await writeSafely(join(folder, 'figures', name), [content]);
  for (const figure of figures)
    await writeSafely(join(folder, pathOf(figure, 'tex')), [latexFigure(figure, pathOf(figure, 'png'))]);
}

/** Where a part of a report stands, as its texts name it: with slashes on every system. */
function pathOf({ name }: ReportFigure, ending: string): string {
  return `figures/${name}.${ending}`;
}

function texOf({ name = 'table' }: ReportTable): string {
  return `tables/${name}.tex`;
}
