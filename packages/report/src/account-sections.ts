import type { RunRecord } from '@pomdp-gym/experiment';
import type { Comparison } from './comparison.js';
import type { ReportSection } from './report.js';

/** Every reason for which runs failed, with the seeds; nothing where none did. */
export function failureSection(records: readonly RunRecord[]): ReportSection[] {
  const failed = records.filter(({ status }) => status !== 'finished');
  if (failed.length === 0) return [];
  const keyOf = ({ environment, agent, status, error }: RunRecord) =>
    JSON.stringify([environment, agent, status, error]);
  const rows = [...new Set(failed.map(keyOf))].map((key) => {
    const group = failed.filter((record) => keyOf(record) === key);
    const [first] = group;
    const seeds = group.map(({ seed }) => seed).join(', ');
    return [first?.environment ?? '', first?.agent ?? '', seeds, first?.status ?? '', first?.error ?? '–'];
  });
  const table = {
    name: 'failures',
    caption: `Runs that failed or timed out, ${failed.length} of ${records.length}, with their reasons.`,
    columns: ['environment', 'agent', 'seeds', 'status', 'reason'],
    rows,
  };
  return [{ title: 'Failures', tables: [table] }];
}

/** What it takes to do the study again: versions, seeds, and the study. */
export function accountSection(
  { seeds, name }: Comparison,
  records: readonly RunRecord[],
  studyText: string | undefined,
): ReportSection[] {
  const versions = new Set(
    records.map(({ versions: ran = {} }) =>
      Object.entries(ran)
        .map(([what, version]) => `${what} ${version}`)
        .join(', '),
    ),
  );
  const known = [...versions].filter((text) => text !== '');
  return [
    {
      title: `The study ${name}`,
      paragraphs: [
        `Seeds: ${seeds.join(', ')}.`,
        ...(known.length > 0 ? [`Versions that did the runs: ${known.join('; ')}.`] : []),
      ],
      ...(studyText !== undefined && { listing: studyText.trimEnd() }),
    },
  ];
}
