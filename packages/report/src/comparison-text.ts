import { type ComparedResult, describeAgent, type Study } from '@pomdp-gym/experiment';
import { bracketText } from './bracket-text.js';
import { decimalsOf } from './decimals-of.js';
import { markedName, stayNotes } from './stay-notes.js';
import type { TextStyle } from './text-style.js';
import { type ColumnStyle, textTable } from './text-table.js';

/** Mean seconds of wall time a run; null where it is not known. It is no part of the results. */
export type Seconds = (environment: string, agent: string) => number | null;

/** What was compared and how it came out, as text for a terminal. */
export function comparisonText(
  study: Study,
  folder: string,
  results: readonly ComparedResult[],
  seconds: Seconds,
  style: TextStyle,
): string {
  const { name, environments, agents, seeds, budget } = study;
  const lines = [`${style.bold(name)}: ${seeds.length} seeds, at most ${count(budget)} steps a run`];
  const width = Math.max(...agents.map((agent) => agent.name.length));
  for (const agent of agents) lines.push(`  ${agent.name.padEnd(width)}  ${style.dim(describeAgent(agent))}`);
  for (const environment of environments) {
    const found = results.filter((result) => result.environment === environment.name);
    lines.push('', style.bold(environment.name), resultTable(found, seconds, style));
    lines.push(...stayNotes(found).map(style.yellow), bracketLine(found[0], style));
    lines.push(...startLines(found, style));
  }
  lines.push('', legend(results));
  for (const { environment, agent, firstFailure } of results) {
    if (firstFailure !== null) lines.push(style.yellow(`${agent} failed in ${environment}: ${firstFailure}`));
  }
  for (const { environment, agent, firstRefusal } of results) {
    if (firstRefusal !== null)
      lines.push(style.yellow(`${agent} is simulated in ${environment}: ${firstRefusal}`));
  }
  return [...lines, `Results: ${folder}, with the curves in report.html`].join('\n');
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

function resultTable(results: readonly ComparedResult[], secondsOf: Seconds, style: TextStyle): string {
  const decimals = decimalsOf(results);
  const rows = results.map(
    ({ environment, agent, mean, low, high, exact, fractionOfOptimum, steps, stayed, failures, runs }) => [
      markedName({ agent, stayed }),
      mean === null ? '-' : `${exact ? '' : '~'}${mean.toFixed(decimals)}`,
      low === null || high === null ? '-' : `${low.toFixed(decimals)} to ${high.toFixed(decimals)}`,
      fractionOfOptimum === null || fractionOfOptimum < 0 ? '-' : `${(100 * fractionOfOptimum).toFixed(1)} %`,
      steps === null ? '-' : count(Math.round(steps)),
      failures === 0 ? '0' : style.yellow(`${failures} of ${runs + failures}`),
      secondsOf(environment, agent)?.toFixed(2) ?? '-',
    ],
  );
  return textTable(columns, [...rows, ...bracketRows(results[0], decimals)], style);
}

const startColumns: readonly ColumnStyle[] = [
  { title: 'agent' },
  { title: 'value of the start', align: 'right' },
  { title: '95 % interval', align: 'right' },
];

/** The second table of an environment: the discounted value of its start, where the study asks for it. */
function startLines(results: readonly ComparedResult[], style: TextStyle): string[] {
  const first = results.find(({ discounted }) => discounted)?.discounted;
  if (!first) return [];
  const decimals = decimalsOf(results.flatMap(({ discounted }) => discounted ?? []));
  const rows = results.map(({ agent, discounted }) => {
    if (!discounted) return [agent, '-', '-'];
    const { mean, low, high, exact } = discounted;
    return [
      agent,
      `${exact ? '' : '~'}${mean.toFixed(decimals)}`,
      low === null || high === null ? '-' : `${low.toFixed(decimals)} to ${high.toFixed(decimals)}`,
    ];
  });
  const title = style.dim(`Discounted by ${first.discount}, from the start:`);
  const table = textTable(startColumns, [...rows, ...bracketRows(first, decimals)], style);
  return ['', title, table, bracketLine(first, style)];
}

/** The optimum's bracket as a last row, in so many decimals. */
function bracketRows(result: Pick<ComparedResult, 'bracket'> | undefined, decimals: number): string[][] {
  if (!result?.bracket) return [];
  const { lower, upper } = result.bracket;
  return [['the best policy', '', bracketText(lower, upper, decimals)]];
}

/** What the bracket rests on, or why there is none. */
function bracketLine(
  result: Pick<ComparedResult, 'bracket' | 'bracketAbsent'> | undefined,
  { dim }: TextStyle,
): string {
  if (result?.bracket) return dim(`[at least, at most]: ${result.bracket.basis}.`);
  return dim(`No bounds on the best policy: ${result?.bracketAbsent ?? 'nothing was compared.'}`);
}

function legend(results: readonly ComparedResult[]): string {
  const exact = 'Average reward a step of the final policy, mean over seeds';
  return results.every((result) => result.exact)
    ? `${exact}: exact for each policy.`
    : `${exact}: exact for each policy, but where ~ marks it as simulated.`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
