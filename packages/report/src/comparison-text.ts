import { grouped } from '@pomdp-gym/contracts';
import type { ComparedResult } from '@pomdp-gym/experiment';
import { isClosed } from '@pomdp-gym/solving';
import type { ComparedEnvironment, Comparison } from './comparison.js';
import type { ComparisonTable } from './comparison-table.js';
import { intervalSentence } from './interval-sentence.js';
import { pairSentence } from './pair-tables.js';
import { stayNotes } from './stay-notes.js';
import type { TextStyle } from './text-style.js';

/** Mean seconds of wall time a run; null where it is not known. It is no part of the results. */
export type Seconds = (environment: string, agent: string) => number | null;

/** What the terminal shows of the runs of an agent in an environment. */
export interface RunsShown {
  readonly seconds: Seconds;
  /** The learning curve as a line of bars; null where there is none. */
  readonly curve: (environment: string, agent: string) => string | null;
}

/** A comparison as text for a terminal. `folder` is where its results are. */
export function comparisonText(
  { name, environments, agents, seeds, budget }: Comparison,
  folder: string,
  shown: RunsShown,
  style: TextStyle,
): string {
  const width = Math.max(...agents.map((agent) => agent.name.length));
  const results = environments.flatMap((environment) => environment.results);
  return [
    `${style.bold(name)}: ${seeds.length} seeds, at most ${grouped(budget)} steps a run`,
    ...agents.map((agent) => `  ${agent.name.padEnd(width)}  ${style.dim(agent.parts)}`),
    ...environments.flatMap((environment) => environmentLines(environment, shown, style)),
    '',
    legend(results),
    ...intervalSentence(results.map(({ runs: seeds, interval }) => ({ seeds, interval }))),
    ...pairLines(environments),
    ...cautionLines(results).map(style.yellow),
    ...failureLines(results).map(style.yellow),
    ...refusalLines(results).map(style.yellow),
    ...mismatchLines(results).map(style.yellow),
    ...problemLines(results).map(style.yellow),
    `Results: ${folder}, with the curves in report.html`,
  ].join('\n');
}

function environmentLines(
  { name, results, average, start, episode, scores, pairs }: ComparedEnvironment,
  { seconds: secondsOf, curve }: RunsShown,
  style: TextStyle,
): string[] {
  const [first] = results;
  const ofStart = results.find(({ discounted }) => discounted)?.discounted;
  const seconds = results.map(({ agent }) => secondsOf(name, agent)?.toFixed(2) ?? null);
  const curves = results.map(({ agent }) => curve(name, agent));
  const marked = withColumn(withMarkedFailures(average, style), 'learning', curves);
  const timed = withColumn(marked, 'seconds a run', seconds);
  return [
    '',
    style.bold(name),
    tableText(timed, style),
    ...stayNotes(results).map(style.yellow),
    bracketLine(first, style),
    ...optimumLine(first, style),
    ...(start && ofStart
      ? [
          '',
          style.dim(`Discounted by ${ofStart.discount}, from the start:`),
          tableText(start, style),
          bracketLine(ofStart, style),
        ]
      : []),
    ...(episode ? ['', style.dim('An episode, from its start to its end:'), tableText(episode, style)] : []),
    ...(scores ? ['', style.dim(scoreSentence(results)), tableText(scores, style)] : []),
    ...(pairs ? ['', tableText(pairs.table, style)] : []),
  ];
}

/** What a score is: it goes from an agent to the optimum. */
export function scoreSentence(results: readonly ComparedResult[]): string {
  const scores = results.flatMap(({ metrics }) => metrics.flatMap(({ score }) => score ?? []));
  return `Scores from 0, ${scores[0]?.from ?? ''}, to 1, the optimum; between the ends that its bracket leaves open:`;
}

/** How pairs are compared, where there are any. */
function pairLines(environments: readonly ComparedEnvironment[]): string[] {
  const all = environments.flatMap(({ pairs }) => pairs?.list ?? []);
  return all.length === 0 ? [] : [pairSentence(all, all.length)];
}

function withColumn(
  { columns, rows, bracketRow }: ComparisonTable,
  title: string,
  cells: readonly (string | null)[],
): ComparisonTable {
  return {
    columns: [...columns, title],
    rows: rows.map((row, i) => [...row, cells[i] ?? null]),
    bracketRow,
  };
}

/** The last column, of failures, in yellow where there are any. */
function withMarkedFailures(table: ComparisonTable, { yellow }: TextStyle): ComparisonTable {
  const marked = (cell: string | null) => (cell === null || cell === '0' ? cell : yellow(cell));
  return { ...table, rows: table.rows.map((row) => [...row.slice(0, -1), marked(row.at(-1) ?? null)]) };
}

function tableText({ columns, rows, bracketRow }: ComparisonTable, style: TextStyle): string {
  return style.table(
    columns.map((title, i) => (i === 0 ? { title } : { title, align: 'right' })),
    [...rows.map((row) => row.map((cell) => cell ?? '-')), ...(bracketRow ? [bracketRow] : [])],
  );
}

function cautionLines(results: readonly ComparedResult[]): string[] {
  return results.flatMap(({ environment, agent, cautions, runs, firstCaution }) =>
    firstCaution === null ? [] : [`${agent} in ${environment}, ${cautions} of ${runs} runs: ${firstCaution}`],
  );
}

function failureLines(results: readonly ComparedResult[]): string[] {
  return results.flatMap(({ environment, agent, firstFailure }) =>
    firstFailure === null ? [] : [`${agent} failed in ${environment}: ${firstFailure}`],
  );
}

function refusalLines(results: readonly ComparedResult[]): string[] {
  return results.flatMap(({ environment, agent, firstRefusal }) =>
    firstRefusal === null ? [] : [`${agent} is simulated in ${environment}: ${firstRefusal}`],
  );
}

/** One line for all environments in which an agent climbs something else than what is measured. */
function mismatchLines(results: readonly ComparedResult[]): string[] {
  const lines = results.flatMap(({ agent, mismatch }) =>
    mismatch === null ? [] : [`${agent}: ${mismatch}`],
  );
  return [...new Set(lines)];
}

/** Why an agent has no value by a metric. */
function problemLines(results: readonly ComparedResult[]): string[] {
  const lines = results.flatMap(({ agent, environment, metrics }) =>
    metrics.flatMap(({ problem }) => (problem === null ? [] : [`${agent} in ${environment}: ${problem}`])),
  );
  return [...new Set(lines)];
}

/** What the bracket rests on, or why there is none. */
function bracketLine(
  result: Pick<ComparedResult, 'bracket' | 'bracketAbsent'> | undefined,
  { dim }: TextStyle,
): string {
  if (result?.bracket) return dim(`[lower, upper] bounds on the best policy: ${result.bracket.basis}.`);
  return dim(`No bounds on the best policy: ${result?.bracketAbsent ?? 'nothing was compared.'}`);
}

/** The optimum that the environment states, where bounds leave it open, or why it is not to be trusted. */
function optimumLine(result: ComparedResult | undefined, style: TextStyle): string[] {
  if (!result) return [];
  const { optimum, optimumDoubt, bracket } = result;
  if (optimumDoubt !== null) return [style.yellow(optimumDoubt)];
  if (optimum === null || (bracket && isClosed(bracket))) return [];
  return [style.dim(`The optimum, ${optimum}, is the one that the environment states.`)];
}

function legend(results: readonly ComparedResult[]): string {
  const valued = results.filter(({ runs }) => runs > 0);
  if (valued.length === 0) return 'No run finished, so there is no average reward.';
  const exact = 'Average reward a step of the final policy, mean over seeds';
  return valued.every((result) => result.exact)
    ? `${exact}: exact for each policy.`
    : `${exact}: exact for each policy, but where ~ marks it as simulated.`;
}
