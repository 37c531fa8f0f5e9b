import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  besideBrackets,
  bracketSolvers,
  compareBrackets,
  createEnvironment,
  type ComparedResult,
  type RunRecord,
  type Study,
  summarize,
  wasCut,
} from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import {
  type Comparison,
  comparedPairs,
  type ComparedPair,
  type Decisions,
  comparisonOf,
  comparisonReport,
  type OptimumOf,
  type Report,
  type RunsShown,
  sparkLine,
} from '@pomdp-gym/report';
import type { BracketSettings } from '@pomdp-gym/solving';
import { bracketStore } from '../bracket-store.js';
import { meters } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { noteStack } from '../note-stack.js';
import { note } from '../terminal/terminal.js';
import type { ReadResults } from './read-results.js';

/** Runs that are done, with their wall times: a folder of results has them. */
export type DoneRuns = Pick<ReadResults, 'path' | 'records' | 'timings'>;

/** How a study came out. */
export interface Found {
  readonly results: readonly ComparedResult[];
  readonly pairs: readonly ComparedPair[];
  readonly comparison: Comparison;
  readonly page: Report;
}

/**
 * Summarizes the runs of a folder beside the brackets of the optimum.
 *
 * @param written the study as it was asked for, with the options that were left out.
 * @param settings `backups` to bound the best policy with; `decisions` of a sequential test on pairs, where there was one.
 */
export async function findResults(
  written: Study,
  study: Study,
  folder: DoneRuns,
  registry: Registry,
  { backups, decisions }: { readonly backups: number; readonly decisions?: Decisions | undefined },
): Promise<Found> {
  const records = inOrder(folder);
  const brackets = await interruptible((signal) =>
    compareBrackets(study, records, registry, bracketSolvers(registry), bracketSettings(backups, signal)),
  );
  if (wasCut(brackets)) process.exitCode = exitCodes.interrupted;
  const results = besideBrackets(summarize(study, records), brackets, study.normalizeFrom);
  const pairs = comparedPairs(study, records, decisions);
  const comparison = comparisonOf(written, results, pairs);
  return { results, pairs, comparison, page: pageOf(written, comparison, folder, registry) };
}

/** The results by the numbers of their runs, whichever came first: sums in another order end in other digits. */
function inOrder({ records }: DoneRuns): RunRecord[] {
  return [...records.values()].sort((a, b) => a.run - b.run);
}

/** Prints where runs were thrown out of plugins, and sets the exit code where any failed. */
export function noteFailures({ results }: Found, folder: DoneRuns): void {
  for (const stack of new Set([...folder.records.values()].map((record) => record.stack))) noteStack(stack);
  if (results.some(({ failures }) => failures > 0)) process.exitCode = exitCodes.failed;
}

function pageOf(study: Study, comparison: Comparison, folder: DoneRuns, registry: Registry): Report {
  const optimumOf: OptimumOf = (name) => {
    const environment = study.environments.find((each) => each.name === name);
    // Under a limit on episodes another problem is solved, whose optimum is not known.
    return environment && study.episodeLimit === undefined
      ? createEnvironment(environment, registry).optimum
      : undefined;
  };
  return comparisonReport(comparison, inOrder(folder), optimumOf, {
    seconds: secondsOf(folder),
    studyText: readFileSync(join(folder.path, 'study.yaml'), 'utf8'),
    from: study.normalizeFrom,
  });
}

/** Brackets are kept for the next study; one that takes its time is announced. */
function bracketSettings(backups: number, signal: AbortSignal): (environment: string) => BracketSettings {
  const store = backups > 0 ? bracketStore() : undefined;
  return (environment) => {
    let announced = false;
    const onProgress = (seconds: number) => {
      if (!announced && seconds > 1) note(`Bounding what the best policy earns in ${environment} …`);
      announced ||= seconds > 1;
    };
    return { backups, meters, signal, onProgress, ...(store && { store }) };
  };
}

/** What the terminal shows of the runs: how long they took, and how they learnt. */
export function shownOf(folder: DoneRuns, budget: number): RunsShown {
  return {
    seconds: secondsOf(folder),
    curve: (environment, agent) => sparkLine(finishedRuns(folder, environment, agent), budget),
  };
}

function finishedRuns(folder: DoneRuns, environment: string, agent: string): RunRecord[] {
  return inOrder(folder).filter(
    (record) => record.environment === environment && record.agent === agent && record.status === 'finished',
  );
}

/** Mean seconds of wall time a run, of those runs of an environment and an agent whose time is known. */
function secondsOf(folder: DoneRuns): (environment: string, agent: string) => number | null {
  const timings = folder.timings();
  return (environment, agent) => {
    const seconds = [...folder.records.values()]
      .filter((record) => record.environment === environment && record.agent === agent)
      .flatMap(({ run }) => timings.get(run) ?? []);
    return seconds.length === 0 ? null : seconds.reduce((sum, each) => sum + each, 0) / seconds.length;
  };
}
