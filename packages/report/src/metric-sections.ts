import { tableOnPage } from './bracket-on-page.js';
import type { ComparedEnvironment } from './comparison.js';
import { scoreSentence } from './comparison-text.js';
import type { ReportSection } from './report.js';

/** Returns and lengths of episodes, and scores, where the study asks for them. */
export function metricSections({ name, results, episode, scores }: ComparedEnvironment): ReportSection[] {
  const problems = results.flatMap(({ agent, metrics }) =>
    metrics.flatMap(({ problem }) => (problem === null ? [] : [`${agent}: ${problem}`])),
  );
  const episodes = [
    'Mean over seeds of the final policies, with its 95 % t-interval. Where ~ stands it is simulated, every agent on the same episodes.',
    ...new Set(problems),
  ];
  return [
    ...(episode
      ? [{ title: `${name}: an episode`, paragraphs: episodes, tables: [tableOnPage(episode)] }]
      : []),
    ...(scores
      ? [{ title: `${name}: scores`, paragraphs: [scoreSentence(results)], tables: [tableOnPage(scores)] }]
      : []),
  ];
}
