import { pairCaption } from './captions.js';
import { partName } from './distinct-names.js';
import { tableOnPage } from './bracket-on-page.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { intervalSentence } from './interval-sentence.js';
import { pairSentence } from './pair-tables.js';
import type { ReportSection } from './report.js';

/** The pairs of agents: a matrix of who is better than whom, and a row a pair. */
export function pairSection(environment: ComparedEnvironment, { environments }: Comparison): ReportSection[] {
  const { name, pairs } = environment;
  if (!pairs) return [];
  const ofStudy = environments.reduce((count, each) => count + (each.pairs?.list.length ?? 0), 0);
  return [
    {
      title: `Pairs of agents, ${name}`,
      paragraphs: [
        `A cell of the matrix is the difference, row − column, the probability that a run of the row is better, and what is decided. ${pairSentence(pairs.list, ofStudy)}`,
        ...intervalSentence(pairs.list),
      ],
      tables: [
        tableOnPage(pairs.matrix, {
          name: partName('pair-matrix', name),
          caption: pairCaption(
            environment,
            'Row less column, the probability that a run of the row is better, and the decision,',
          ),
        }),
        tableOnPage(pairs.table, {
          name: partName('pairs', name),
          caption: `${pairCaption(environment, 'Pairs of agents')} ${pairSentence(pairs.list, ofStudy)}`,
        }),
      ],
    },
  ];
}
