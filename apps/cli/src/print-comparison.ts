import type { Study, Summary } from '@pomdp-gym/experiment';
import { describeAgent } from './describe-agent.js';
import { colors, type ColumnStyle, print, table } from './terminal.js';

/** Mean seconds of wall time a run; null where it is not known. It is no part of the results. */
export type Seconds = (environment: string, agent: string) => number | null;

/** Prints what was compared, and how it came out. */
export function printComparison(
  study: Study,
  folder: string,
  results: readonly Summary[],
  seconds: Seconds,
): void {
  const { name, environments, agents, seeds, budget } = study;
  print(`${colors.bold(name)}: ${seeds.length} seeds, at most ${count(budget)} steps a run`);
  const width = Math.max(...agents.map((agent) => agent.name.length));
  for (const agent of agents) print(`  ${agent.name.padEnd(width)}  ${colors.dim(describeAgent(agent))}`);
  for (const environment of environments) {
    print();
    print(colors.bold(environment.name));
    print(
      resultTable(
        results.filter((result) => result.environment === environment.name),
        seconds,
      ),
    );
  }
  print();
  print(legend(results));
  for (const { environment, agent, firstFailure } of results) {
    if (firstFailure !== null) print(colors.yellow(`${agent} failed in ${environment}: ${firstFailure}`));
  }
  print(`Results: ${folder}, with the curves in report.html`);
}

const columns: readonly ColumnStyle[] = [
  { title: 'agent' },
  { title: 'average reward', align: 'right' },
  { title: '95 % interval', align: 'right' },
  { title: 'of optimum', align: 'right' },
  { title: 'steps a run', align: 'right' },
  { title: 'failures', align: 'right' },
  { title: 'seconds a run', align: 'right' },
];

function resultTable(results: readonly Summary[], secondsOf: Seconds): string {
  return table(
    columns,
    results.map(
      ({ environment, agent, mean, low, high, exact, fractionOfOptimum, steps, failures, runs }) => [
        agent,
        mean === null ? '-' : `${exact ? '' : '~'}${mean.toFixed(4)}`,
        low === null || high === null ? '-' : `${low.toFixed(4)} to ${high.toFixed(4)}`,
        fractionOfOptimum === null || fractionOfOptimum < 0
          ? '-'
          : `${(100 * fractionOfOptimum).toFixed(1)} %`,
        steps === null ? '-' : count(Math.round(steps)),
        failures === 0 ? '0' : colors.yellow(`${failures} of ${runs + failures}`),
        secondsOf(environment, agent)?.toFixed(2) ?? '-',
      ],
    ),
  );
}

function legend(results: readonly Summary[]): string {
  const exact = 'Average reward a step of the final policy, mean over seeds';
  return results.every((result) => result.exact)
    ? `${exact}: exact for each policy.`
    : `${exact}: exact for each policy, but where ~ marks it as simulated.`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
