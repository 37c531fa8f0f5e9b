import { tableOnPage } from './bracket-on-page.js';
import { budgetOf, seedsOf } from './captions.js';
import { partName } from './distinct-names.js';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import { scoreSentence } from './comparison-text.js';
import type { ReportSection } from './report.js';

/** Returns and lengths of episodes, and scores, where the study asks for them. */
export function metricSections(
  { name, results, episode, scores }: ComparedEnvironment,
  comparison: Comparison,
): ReportSection[] {
  const over = `${seedsOf(results)} of the final policies, ${budgetOf(comparison)}`;
  const episodeLabel = {
    name: partName('episode', name),
    caption: `An episode in ${name}: mean over ${over}, with its 95 % interval. Where ~ stands it is simulated.`,
  };
  const scoreLabel = {
    name: partName('scores', name),
    caption: `Scores in ${name}: mean over ${over}. ${scoreSentence(results).replace(/:$/, '.')}`,
  };
  const problems = results.flatMap(({ agent, metrics }) =>
    metrics.flatMap(({ problem }) => (problem === null ? [] : [`${agent}: ${problem}`])),
  );
  const episodes = [
    'Mean over seeds of the final policies, with its 95 % t-interval. Where ~ stands it is simulated, every agent on the same episodes.',
    ...new Set(problems),
  ];
  return [
    ...(episode
      ? [{ title: `${name}: an episode`, paragraphs: episodes, tables: [tableOnPage(episode, episodeLabel)] }]
      : []),
    ...(scores
      ? [
          {
            title: `${name}: scores`,
            paragraphs: [scoreSentence(results)],
            tables: [tableOnPage(scores, scoreLabel)],
          },
        ]
      : []),
  ];
}
