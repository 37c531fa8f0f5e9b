import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type Reference } from '@pomdp-gym/contracts';
import { completeStudy, parseReference, runsOf, SequentialRounds, type Study } from '@pomdp-gym/experiment';
import { type ResultsFolder, studyHash } from '@pomdp-gym/experiment/node';
import { comparisonText, type Report } from '@pomdp-gym/report';
import { compileLate } from '../compile-late.js';
import { writeReportFiles } from '../files/report-files.js';
import { requireReportPath, writeReport } from '../files/write-report.js';
import type { SharedOptions } from '../flags/shared-options.js';
import { pluginsNamedIn, type StudyFlags, writtenStudy } from '../flags/study-from-flags.js';
import { trackersFrom } from '../flags/tracker-option.js';
import { openRegistry } from '../open-registry.js';
import { print, printJson, style } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';
import { untilDecided } from '../until-decided.js';
import type { WorkerPlugins } from '../worker.js';
import { isAccepted } from './accepted.js';
import { confirmedRuns, confirmRuns, requireConfirmable } from './confirm-runs.js';
import { writeDecisions } from './decisions-file.js';
import { findResults, noteFailures, shownOf } from './find-results.js';
import type { RunMeans } from './do-runs.js';
import { finishRuns, runsLeft } from './finish-runs.js';
import { localExecutor } from './local-executor.js';
import { noteIncidents } from './note-incidents.js';
import { openResults } from './open-results.js';
import { fileName, RESULTS } from './results-root.js';

/** The flags of `compare`. */
export interface CompareOptions extends SharedOptions, StudyFlags {
  readonly out?: string;
  readonly bracket: number;
  readonly workers?: number;
  readonly again?: true;
  readonly reuse: readonly string[];
  readonly report?: string;
  readonly untilDecided?: true;
  readonly round?: number;
  readonly tracker: readonly string[];
  readonly executor?: string;
  readonly confirm?: number;
}

/** A report of so many figures, as of three environments, is drawn in less time when V8 compiles late; one of sixty is not. */
const FEW_FIGURES = 12;

/** Does the runs of a study that are left, and prints what they come to. */
export async function compareAgents(file: string | undefined, options: CompareOptions): Promise<void> {
  finishUnread();
  const from = process.cwd();
  if (options.report !== undefined) requireReportPath(options.report);
  const plugins: WorkerPlugins = { plugins: [...options.plugin, ...pluginsNamedIn(file)], from };
  const registry = await openRegistry(plugins.plugins, from);
  const { study: written, errors, isSound } = writtenStudy(file, options, registry);
  // What is known to be wrong is refused together with what only the beginning of solvers shows.
  const sound = runsOf(written).filter(isSound);
  if (errors.length > 0 && !(await isAccepted(sound, plugins, options.workers, errors))) return;
  const study = completeStudy(written, registry);
  requireConfirmable(study, options.confirm ?? 0);
  const executor = executorFrom(options, { registry, plugins });
  const rounds = roundsOf(study, options);
  const trackers = [...(written.trackers ?? []), ...trackersFrom(options.tracker, registry)];
  const path = options.out ?? join(RESULTS, `${fileName(study.name)}-${studyHash(study)}`);
  // A study that is refused leaves no folder.
  const begun = existsSync(join(path, 'study.yaml'));
  if (!begun && !(await isAccepted(runsOf(study), plugins, options.workers))) return;
  const reuse = [...options.reuse, ...(options.out === undefined ? [RESULTS] : [])];
  const folder = openResults(path, study, { registry, plugins, again: options.again, reuse });
  if (begun && !(await isAccepted(runsLeft(folder, study), plugins, options.workers))) return;
  const means: RunMeans = {
    ...{ registry, plugins, trackers, workers: options.workers },
    executor,
  };
  const doRuns = (wanted?: ReadonlySet<number>) => finishRuns(study, folder, means, wanted);
  if (!(await (rounds ? untilDecided(rounds, folder.records, doRuns) : doRuns()))) return;
  if (!(await confirmed(study, folder, options.confirm ?? 0, means))) return;
  const settings = { backups: options.bracket, decisions: rounds?.decisions };
  const found = await findResults(written, study, folder, registry, settings);
  const { results, pairs } = found;
  if (options.json) printJson({ study, folder: folder.path, results, pairs });
  else print(comparisonText(found.comparison, folder.path, shownOf(folder, study.budget), style));
  noteFailures(found, folder);
  noteIncidents(folder);
  writeDecisions(folder, rounds?.decisions);
  if (figureCount(found.page) <= FEW_FIGURES) compileLate();
  await writeReportFiles(folder.path, found.page);
  if (options.report !== undefined) await writeReport(options.report, found.page);
}

function figureCount({ sections }: Report): number {
  return sections.flatMap(({ figures = [] }) => figures).length;
}

/** The rounds that the study is done in, where it is; throws an InputError where they do not fit it. */
function roundsOf(
  study: Study,
  { untilDecided: asked, round }: CompareOptions,
): SequentialRounds | undefined {
  if (asked) return new SequentialRounds(study, round ?? 5);
  if (round === undefined) return undefined;
  throw new InputError('--round is the size of the rounds of --until-decided: give that too, or neither.');
}

/** Does a part of the runs a second time, where that is asked for. Returns false where a signal came first. */
async function confirmed(
  study: Study,
  folder: ResultsFolder,
  confirm: number,
  means: RunMeans,
): Promise<boolean> {
  return confirm === 0 || confirmRuns(study, folder, confirmedRuns(study, confirm, means), means);
}

/** The executor that is asked for, where one is. Throws an InputError where it does no runs here. */
function executorFrom(
  { executor, workers = 1 }: CompareOptions,
  means: Pick<RunMeans, 'registry' | 'plugins'>,
): Reference | undefined {
  if (executor === undefined) return undefined;
  const reference = parseReference(executor);
  localExecutor(reference, { ...means, workers, runs: 1 });
  return reference;
}
