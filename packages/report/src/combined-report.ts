import { withDistinctNames } from './distinct-names.js';
import type { Report } from './report.js';

/** Several reports as one: their introductions first, then their sections, each with the title of its report before it. */
export function combinedReport(reports: readonly Report[]): Report {
  const [only, ...others] = reports;
  if (only && others.length === 0) return withDistinctNames(only);
  return withDistinctNames({
    title: `${reports.length} studies`,
    introduction: reports.flatMap(({ title, introduction }) => [title, ...introduction]),
    sections: reports.flatMap(({ title, sections }) =>
      sections.map((section) => ({ ...section, title: `${title} – ${section.title}` })),
    ),
  });
}
