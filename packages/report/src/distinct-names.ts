import type { Report, ReportFigure, ReportTable } from './report.js';

/** The most characters of a name: with a number and an ending it fits the 255 bytes that file systems take. */
const LONGEST = 100;

/** A text as the name of a file: letters, digits, points and hyphens, in lower case, at most 100. */
export function partName(...texts: readonly string[]): string {
  const name = texts.join('-').toLowerCase();
  const plain = name.replace(/[^a-z0-9.]+/g, '-').replace(/^[-.]+/, '');
  return plain.slice(0, LONGEST).replace(/[-.]+$/, '') || 'part';
}

/** The report with no two figures and no two tables of one name: a later one gets -2, -3 and so on. */
export function withDistinctNames(report: Report): Report {
  const [nameFigure, nameTable] = [distinctNames(), distinctNames()];
  const figure = (each: ReportFigure) => ({ ...each, name: nameFigure(each.name) });
  const table = (each: ReportTable) => ({ ...each, name: nameTable(each.name ?? 'table') });
  return {
    ...report,
    sections: report.sections.map((section) => ({
      ...section,
      ...(section.figures && { figures: section.figures.map(figure) }),
      ...(section.tables && { tables: section.tables.map(table) }),
    })),
  };
}

function distinctNames(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    let free = name;
    for (let count = 2; given.has(free); count++) free = `${name}-${count}`;
    given.add(free);
    return free;
  };
}
