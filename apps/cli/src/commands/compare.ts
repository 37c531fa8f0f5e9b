import { existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import {
  besideBrackets,
  compareBrackets,
  completeStudy,
  partsOf,
  type RunDescription,
  type RunRecord,
  runsOf,
  runStudy,
  sharedPlanKey,
  type Study,
  summarize,
  wasCut,
  untilAborted,
  StudyTime,
} from '@pomdp-gym/experiment';
import {
  knownRefusals,
  originOf,
  ResultsFolder,
  studyHash,
  workerExecutor,
} from '@pomdp-gym/experiment/node';
import { InputError, type Reference } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { type Command, Option } from 'commander';
import { bracketSolvers, bracketStore } from '../bracket-solvers.js';
import { clock, meters } from '../clock.js';
import { noteStack } from '../note-stack.js';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { distinctPlugins, openRegistry } from '../open-registry.js';
import { provenanceOf } from '../files/provenance.js';
import { requireReportPath, writeReport } from '../files/write-report.js';
import { progressDisplay } from '../terminal/progress-display.js';
import {
  type Comparison,
  comparisonOf,
  comparisonReport,
  comparisonText,
  htmlReport,
  type Report,
} from '@pomdp-gym/report';
import {
  addSharedOptions,
  collect,
  examples,
  gradientSteps,
  positiveNumber,
  type SharedOptions,
  wholeNumber,
} from '../flags/shared-options.js';
import { type StudyFlags, studyFromFlags } from '../flags/study-from-flags.js';
import { addTrackerOption, trackerMaker, trackersFrom } from '../flags/tracker-option.js';
import { BACKUPS, type BracketSettings } from '@pomdp-gym/solving';
import { note, print, printJson, style } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';
import type { WorkerPlugins } from '../worker.js';

interface Options extends SharedOptions, StudyFlags {
  readonly out?: string;
  readonly bracket: number;
  readonly workers?: number;
  readonly again?: true;
  readonly report?: string;
  readonly tracker: readonly string[];
}

export function define(command: Command): void {
  addTrackerOption(addSharedOptions(command))
    .description(
      'Compare agents on environments, over many seeds. Without a study, the built-in one: CONJPOMDP, gradient ascent,\n' +
        'OLPOMDP and uniform random on the three-state problem. Results are kept in a folder; the same command goes on\n' +
        'where an earlier one stopped. Runs that fail are counted among the results; exit code 1 where any did.',
    )
    .argument('[study]', 'a study file (YAML)')
    .addOption(new Option('--env <environment>', 'an environment instead; may be repeated').argParser(append))
    .addOption(
      new Option('--agent <parts>', 'an agent instead, its parts joined by +; may be repeated').argParser(
        append,
      ),
    )
    .option('--seeds <count>', 'how many seeds', wholeNumber(1))
    .option('--seed <number>', 'the first seed', wholeNumber(0))
    .option('--budget <steps>', 'steps a run may take to learn', wholeNumber(1))
    .option('--steps <T>', 'steps a gradient rests on; T,T for directions and line searches', gradientSteps)
    .option(
      '--episode-limit <steps>',
      'steps after which an episode is cut off; η is simulated then',
      wholeNumber(1),
    )
    .option(
      '--patience <seconds>',
      'seconds without a sign of progress after which a run is ended as timed out',
      positiveNumber,
    )
    .option('--workers <count>', 'runs at once; as many as there are cores by default', wholeNumber(1))
    .option(
      '--bracket <backups>',
      'backups to bound the best policy with; 0: no bounds',
      wholeNumber(0),
      BACKUPS,
    )
    .option('--again', 'do the runs again that timed out')
    .option('--out <folder>', 'where results go; results/NAME-HASH by default')
    .option('--report <file>', 'write the report there too: .html, or .md with its figures beside it')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym compare', 'the built-in study'],
        ['pomdp-gym compare study.yaml --workers 4', 'a study of your own'],
        [
          'pomdp-gym compare --env ThreeState-v0 --agent softmax+gpomdp:beta=.8+conjpomdp --agent uniform',
          '',
        ],
        ['pomdp-gym compare --seeds 5 --json', 'as JSON'],
      ),
    )
    .action(compare);
}

function append(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return collect(value, earlier ?? []);
}

async function compare(file: string | undefined, options: Options): Promise<void> {
  finishUnread();
  const from = process.cwd();
  if (options.report !== undefined) requireReportPath(options.report);
  const registry = await openRegistry(options.plugin, from);
  const written = studyFromFlags(file, options, registry);
  const study = completeStudy(written, registry);
  const trackers = trackersFrom(options.tracker, registry);
  const path = options.out ?? join('results', `${fileName(study.name)}-${studyHash(study)}`);
  const plugins: WorkerPlugins = { plugins: options.plugin, from };
  // A study that is refused leaves no folder.
  const begun = existsSync(join(path, 'study.yaml'));
  if (!begun && !(await isAccepted(runsOf(study), plugins, options.workers))) return;
  const folder = openFolder(path, study, registry, { ...options, from });
  if (begun && !(await isAccepted(leftIn(folder, study), plugins, options.workers))) return;
  if (!(await finish(study, folder, registry, plugins, trackers, options.workers))) return;
  const records = [...folder.records.values()];
  const brackets = await interruptible((signal) =>
    compareBrackets(study, records, registry, bracketSolvers(registry), bracketSettings(options, signal)),
  );
  if (wasCut(brackets)) process.exitCode = exitCodes.interrupted;
  const results = besideBrackets(summarize(study, records), brackets);
  const comparison = comparisonOf(written, results);
  if (options.json) printJson({ study, folder: path, results });
  else print(comparisonText(comparison, path, secondsOf(folder), style));
  for (const stack of new Set(records.map((record) => record.stack))) noteStack(stack);
  if (results.some(({ failures }) => failures > 0)) process.exitCode = exitCodes.failed;
  const page = pageOf(written, comparison, records, registry);
  folder.write('report.html', await htmlReport(page));
  if (options.report !== undefined) await writeReport(options.report, page);
}

/** Opens the folder of results, where a run is done again that other code or other data made. */
function openFolder(
  path: string,
  study: Study,
  registry: Registry,
  { plugin, from, again }: Pick<Options, 'plugin' | 'again'> & { readonly from: string },
): ResultsFolder {
  const plugins = distinctPlugins(plugin, from);
  const provenance = provenanceOf(study, plugins, from);
  const digests = new Map(plugins.map((name, i) => [name, provenance.plugins[i]?.digest]));
  const origin = originOf(provenance, (source) => digests.get(source), registry);
  const folder = ResultsFolder.open(path, study, provenance, origin);
  if (folder.stale > 0)
    note(`${folder.stale} runs in ${path} were made by other code or other data: they are done again.`);
  if (again) folder.forgetTimedOut();
  return folder;
}

function pageOf(
  study: Study,
  comparison: Comparison,
  records: readonly RunRecord[],
  registry: Registry,
): Report {
  return comparisonReport(comparison, records, (name) => {
    const environment = study.environments.find((each) => each.name === name);
    // Under a limit on episodes another problem is solved, whose optimum is not known.
    return environment && study.episodeLimit === undefined
      ? registry.create('environment', environment).optimum
      : undefined;
  });
}

/** Brackets are kept for the next study; one that takes its time is announced. */
function bracketSettings(
  { bracket: backups }: Options,
  signal: AbortSignal,
): (environment: string) => BracketSettings {
  const store = bracketStore();
  return (environment) => {
    let announced = false;
    const onProgress = (seconds: number) => {
      if (!announced && seconds > 1) note(`Bounding what the best policy earns in ${environment} …`);
      announced ||= seconds > 1;
    };
    return { backups, meters, signal, store, onProgress };
  };
}

/** Does what is left to do, and returns whether it came to the end. */
async function finish(
  study: Study,
  folder: ResultsFolder,
  registry: Registry,
  plugins: WorkerPlugins,
  trackers: readonly Reference[],
  asked = availableParallelism(),
): Promise<boolean> {
  const runs = runsOf(study).length;
  const done = folder.records.size;
  if (done === runs) return true;
  if (done > 0) note(`${done} of ${runs} runs are done already, in ${folder.path}.`);
  const workers = Math.min(asked, runs - done);
  const executor = workerExecutor({
    ...threadsFor(plugins, workers),
    partsOf: (run) => partsOf(run, registry),
    makeTracker: trackerMaker(registry),
    planKey: (run) => sharedPlanKey(run, registry),
  });
  const display = progressDisplay(runs, done, study.budget, timeOf(study, folder, workers));
  try {
    const ended = await interruptible((signal) =>
      untilAborted(runStudy(study, executor, folder, trackers), signal, (report) => display.update(report)),
    );
    if (ended) return true;
  } finally {
    display.stop();
  }
  note(
    `Stopped: ${folder.records.size} of ${runs} runs are done and kept in ${folder.path}. The same command goes on from there.`,
  );
  process.exitCode = exitCodes.interrupted;
  return false;
}

/** The threads that do runs, in which a run that takes all memory ends its worker alone. */
function threadsFor(plugins: WorkerPlugins, workers: number) {
  const filename = fileURLToPath(new URL('../worker.js', import.meta.url));
  return { filename, workerData: plugins, workers, megabytes: workerMegabytes(workers) };
}

function leftIn(folder: ResultsFolder, study: Study): RunDescription[] {
  return runsOf(study).filter((_, run) => !folder.records.has(run));
}

/**
 * Refuses the whole study where a solver in it is known to refuse its model, before anything runs.
 *
 * @returns false where a signal came first.
 */
async function isAccepted(
  runs: readonly RunDescription[],
  plugins: WorkerPlugins,
  workers = availableParallelism(),
): Promise<boolean> {
  return interruptible(async (signal) => {
    const refusals = await knownRefusals(runs, threadsFor(plugins, workers), signal);
    if (signal.aborted) {
      note('Stopped before the first run.');
      process.exitCode = exitCodes.interrupted;
    } else if (refusals.length > 0) throw new InputError(refusals.join('\n'));
    return !signal.aborted;
  });
}

function timeOf(study: Study, folder: ResultsFolder, workers: number): StudyTime {
  const groups = new Map<number, string>();
  for (const [run, { environment, agent }] of runsOf(study).entries()) {
    if (!folder.records.has(run)) groups.set(run, JSON.stringify([environment.name, agent.name]));
  }
  return new StudyTime(groups, study.budget, workers, clock);
}

/** The memory of the machine that objects of one worker may take, so that a run that takes all ends its worker alone. */
function workerMegabytes(workers: number): number {
  const { heap_size_limit: most } = getHeapStatistics();
  return Math.floor(Math.min(most, (0.75 * totalmem()) / workers) / 2 ** 20);
}

/** Mean seconds of wall time a run, of those runs of an environment and an agent whose time is known. */
function secondsOf(folder: ResultsFolder): (environment: string, agent: string) => number | null {
  const timings = folder.timings();
  return (environment, agent) => {
    const seconds = [...folder.records.values()]
      .filter((record) => record.environment === environment && record.agent === agent)
      .flatMap(({ run }) => timings.get(run) ?? []);
    return seconds.length === 0 ? null : seconds.reduce((sum, each) => sum + each, 0) / seconds.length;
  };
}

function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|-+$/g, '') || 'study';
}
