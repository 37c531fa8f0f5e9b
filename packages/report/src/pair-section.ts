import { tableOnPage } from './bracket-on-page.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { intervalSentence } from './interval-sentence.js';
import { pairSentence } from './pair-tables.js';
import type { ReportSection } from './report.js';

/** The pairs of agents: a matrix of who is better than whom, and a row a pair. */
export function pairSection(
  { name, pairs }: ComparedEnvironment,
  { environments }: Comparison,
): ReportSection[] {
  if (!pairs) return [];
  const ofStudy = environments.reduce((count, each) => count + (each.pairs?.list.length ?? 0), 0);
  return [
    {
      title: `Pairs of agents, ${name}`,
      paragraphs: [
        `A cell of the matrix is the difference, row − column, the probability that a run of the row is better, and what is decided. ${pairSentence(pairs.list, ofStudy)}`,
        ...intervalSentence(pairs.list),
      ],
      tables: [tableOnPage(pairs.matrix), tableOnPage(pairs.table)],
    },
  ];
}
