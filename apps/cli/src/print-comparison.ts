import type { Study } from '@pomdp-gym/experiment';
import { bracketText } from './bracket-text.js';
import type { ComparedResult } from './compare-brackets.js';
import { describeAgent } from './describe-agent.js';
import { markedName, stayNotes } from './stay-notes.js';
import { percentOfOptimum } from './percent-of-optimum.js';
import { type RewardDigits, rewardDigits } from './reward-digits.js';
import { isClosed } from './solving/bracket.js';
import { colors, type ColumnStyle, print, table } from './terminal.js';

/** Mean seconds of wall time a run; null where it is not known. It is no part of the results. */
export type Seconds = (environment: string, agent: string) => number | null;

/** Prints what was compared, and how it came out. */
export function printComparison(
  study: Study,
  folder: string,
  results: readonly ComparedResult[],
  seconds: Seconds,
): void {
  const { name, environments, agents, seeds, budget } = study;
  print(`${colors.bold(name)}: ${seeds.length} seeds, at most ${count(budget)} steps a run`);
  const width = Math.max(...agents.map((agent) => agent.name.length));
  for (const agent of agents) print(`  ${agent.name.padEnd(width)}  ${colors.dim(describeAgent(agent))}`);
  for (const environment of environments) {
    const found = results.filter((result) => result.environment === environment.name);
    print();
    print(colors.bold(environment.name));
    print(resultTable(found, seconds));
    for (const line of [
      ...stayNotes(found).map(colors.yellow),
      bracketLine(found[0]),
      ...optimumLine(found[0]),
      ...startLines(found),
    ])
      print(line);
  }
  print();
  print(legend(results));
  for (const { environment, agent, cautions, runs, firstCaution } of results) {
    const share = `${cautions} of ${runs} runs`;
    if (firstCaution !== null) print(colors.yellow(`${agent} in ${environment}, ${share}: ${firstCaution}`));
  }
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

function resultTable(results: readonly ComparedResult[], secondsOf: Seconds): string {
  const digits = rewardDigits(results.map(({ mean }) => mean));
  const rows = results.map(
    ({ environment, agent, mean, low, high, exact, fractionOfOptimum, steps, stayed, failures, runs }) => [
      markedName({ agent, stayed }),
      mean === null ? '-' : `${exact ? '' : '~'}${digits.text(mean)}`,
      low === null || high === null ? '-' : `${digits.text(low)} to ${digits.text(high)}`,
      percentOfOptimum(fractionOfOptimum) ?? '-',
      steps === null ? '-' : count(Math.round(steps)),
      failures === 0 ? '0' : colors.yellow(`${failures} of ${runs + failures}`),
      secondsOf(environment, agent)?.toFixed(2) ?? '-',
    ],
  );
  return table(columns, [...rows, ...bracketRows(results[0], digits)]);
}

const startColumns: readonly ColumnStyle[] = [
  { title: 'agent' },
  { title: 'value of the start', align: 'right' },
  { title: '95 % interval', align: 'right' },
];

/** The second table of an environment: the discounted value of its start, where the study asks for it. */
function startLines(results: readonly ComparedResult[]): string[] {
  const first = results.find(({ discounted }) => discounted)?.discounted;
  if (!first) return [];
  const digits = rewardDigits(results.map(({ discounted }) => discounted?.mean ?? null));
  const rows = results.map(({ agent, discounted }) => {
    if (!discounted) return [agent, '-', '-'];
    const { mean, low, high, exact } = discounted;
    return [
      agent,
      `${exact ? '' : '~'}${digits.text(mean)}`,
      low === null || high === null ? '-' : `${digits.text(low)} to ${digits.text(high)}`,
    ];
  });
  const title = colors.dim(`Discounted by ${first.discount}, from the start:`);
  return ['', title, table(startColumns, [...rows, ...bracketRows(first, digits)]), bracketLine(first)];
}

/** The optimum's bracket as a last row. */
function bracketRows(result: Pick<ComparedResult, 'bracket'> | undefined, digits: RewardDigits): string[][] {
  if (!result?.bracket) return [];
  const { lower, upper } = result.bracket;
  return [['the best policy', '', bracketText(lower, upper, digits)]];
}

/** What the bracket rests on, or why there is none. */
function bracketLine(result: Pick<ComparedResult, 'bracket' | 'bracketAbsent'> | undefined): string {
  if (result?.bracket) return colors.dim(`[at least, at most]: ${result.bracket.basis}.`);
  return colors.dim(`No bounds on the best policy: ${result?.bracketAbsent ?? 'nothing was compared.'}`);
}

/** The optimum that the environment states, where bounds leave it open, or why it is not to be trusted. */
function optimumLine(result: ComparedResult | undefined): string[] {
  if (!result) return [];
  const { optimum, optimumDoubt, bracket } = result;
  if (optimumDoubt !== null) return [colors.yellow(optimumDoubt)];
  if (optimum === null || (bracket && isClosed(bracket))) return [];
  return [colors.dim(`The optimum, ${optimum}, is the one that the environment states.`)];
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
