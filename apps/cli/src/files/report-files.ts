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

/** Figures that are in memory at once. Threads make their PNG pictures while the main thread draws others. */
const DRAWN_AT_ONCE = 12;
/** Files that are written side by side, as libuv has four threads: most of the time of a small file is waiting for the disk. */
const WRITTEN_AT_ONCE = 4;

/** A file and what it holds. */
type NamedContent = readonly [path: string, content: string | Uint8Array];

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
  // What draws PNG is large: it is loaded where there is a figure. Once it is there, threads make pictures while the figures for narrow
  // pages are drawn.
  const drawer = figures.length > 0 ? await import('@pomdp-gym/figures/node') : undefined;
  const page = htmlReport(report);
  page.catch(() => undefined); // awaited below
  if (drawer) await writeFigures(folder, figures, drawer.figureFiles);
  const addresses = { table: texOf, figure: (figure: ReportFigure) => pathOf(figure, 'tex') };
  await writeSideBySide(folder, [
    ...tables.map((table): NamedContent => [texOf(table), latexTable(table)]),
    ['report.md', markdownReport(report, (figure) => pathOf(figure, 'svg'))],
    ['report.tex', latexReport(report, addresses)],
    ['report.html', await page],
  ]);
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

/** Draws figures and writes their files. */
async function writeFigures(
  folder: string,
  figures: readonly ReportFigure[],
  draw: (figure: ReportFigure) => Promise<ReadonlyMap<string, string | Uint8Array>>,
): Promise<void> {
  const filesOf = async (figure: ReportFigure): Promise<readonly NamedContent[]> => [
    ...[...(await draw(figure))].map(([name, content]): NamedContent => [`figures/${name}`, content]),
    [pathOf(figure, 'tex'), latexFigure(figure, pathOf(figure, 'png'))],
  ];
  for (let n = 0; n < figures.length; n += DRAWN_AT_ONCE) {
    const drawn = await Promise.all(figures.slice(n, n + DRAWN_AT_ONCE).map(filesOf));
    await writeSideBySide(folder, drawn.flat());
  }
}

/** Writes files, a few at once and in order. After the first that cannot be written nothing is begun, and what is under way ends first. */
async function writeSideBySide(folder: string, files: readonly NamedContent[]): Promise<void> {
  for (let n = 0; n < files.length; n += WRITTEN_AT_ONCE) {
    const some = files.slice(n, n + WRITTEN_AT_ONCE);
    const ends = await Promise.allSettled(
      some.map(([path, content]) => writeSafely(join(folder, path), [content])),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}

/** Where a part of a report stands, as its texts name it: with slashes on every system. */
function pathOf({ name }: ReportFigure, ending: string): string {
  return `figures/${name}.${ending}`;
}

function texOf({ name = 'table' }: ReportTable): string {
  return `tables/${name}.tex`;
}
