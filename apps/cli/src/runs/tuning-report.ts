import { grouped } from '@pomdp-gym/contracts';
import { metricNames } from '@pomdp-gym/experiment';
import type { ReportSection, ReportTable } from '@pomdp-gym/report';
import type { DoneRound, TunedAgent } from './tune-agents.js';

/** How an agent was tuned, for the report: every configuration that was tried, with what it came to on the seeds for tuning. */
export function tuningSection(tuned: TunedAgent, seeds: readonly number[]): ReportSection {
  const { agent, rounds } = tuned;
  return {
    title: `Tuning ${agent}`,
    paragraphs: [
      `${tuningSentence(tuned)} Means over the seeds ${seeds[0]} to ${seeds.at(-1)}, on which nothing is compared below.`,
    ],
    tables: rounds.map((round, i) => ({ ...roundTable(round), caption: roundTitle(round, i) })),
  };
}

/** How many configurations were tried, and which one goes on. */
export function tuningSentence({ agent, tried, winner }: TunedAgent): string {
  return `${agent}: ${tried} ${tried === 1 ? 'configuration was' : 'configurations were'} tried; ${winner} came out best.`;
}

export function roundTitle({ budget }: DoneRound, i: number): string {
  return `Round ${i + 1}, at most ${grouped(budget)} steps a run`;
}

/** A row for each configuration, a column for each environment: the first metric of the study. */
export function roundTable({ results }: DoneRound): ReportTable {
  const environments = [...new Set(results.map(({ environment }) => environment))];
  const agents = [...new Set(results.map(({ agent }) => agent))];
  const metric = results[0]?.metrics[0]?.metric ?? 'average-reward';
  return {
    columns: ['configuration', ...environments.map((name) => `${metricNames[metric]}, ${name}`)],
    rows: agents.map((agent) => [
      agent,
      ...environments.map((environment) => {
        const found = results.find((each) => each.agent === agent && each.environment === environment);
        return found?.metrics[0]?.mean?.toPrecision(5) ?? '-';
      }),
    ]),
    numeric: environments.map((_, i) => i + 1),
  };
}
