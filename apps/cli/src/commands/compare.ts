import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  besideBrackets,
  compareBrackets,
  completeStudy,
  type RunRecord,
  runsOf,
  type Study,
  summarize,
  wasCut,
} from '@pomdp-gym/experiment';
import { type ResultsFolder, studyHash } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { type Command, Option } from 'commander';
import { bracketSolvers, bracketStore } from '../bracket-solvers.js';
import { meters } from '../clock.js';
import { noteStack } from '../note-stack.js';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { requireReportPath, writeReport } from '../files/write-report.js';
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
import { pluginsNamedIn, type StudyFlags, writtenStudy } from '../flags/study-from-flags.js';
import { addTrackerOption, trackersFrom } from '../flags/tracker-option.js';
import { BACKUPS, type BracketSettings } from '@pomdp-gym/solving';
import { isAccepted } from '../runs/accepted.js';
import { finishRuns, runsLeft } from '../runs/finish-runs.js';
import { openResults } from '../runs/open-results.js';
import { fileName, RESULTS } from '../runs/results-root.js';
import { note, print, printJson, style } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';
import type { WorkerPlugins } from '../worker.js';

interface Options extends SharedOptions, StudyFlags {
  readonly out?: string;
  readonly bracket: number;
  readonly workers?: number;
  readonly again?: true;
  readonly reuse: readonly string[];
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
    .addOption(
      new Option(
        '--reuse <folder>',
        'take runs from this folder of results too, or from those in it; may be repeated. Without --out, those in results/ are',
      )
        .argParser(collect)
        .default([], 'none'),
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
  const plugins: WorkerPlugins = { plugins: [...options.plugin, ...pluginsNamedIn(file)], from };
  const registry = await openRegistry(plugins.plugins, from);
  const { study: written, errors, isSound } = writtenStudy(file, options, registry);
  // What is known to be wrong is refused together with what only the beginning of solvers shows.
  const sound = runsOf(written).filter(isSound);
  if (errors.length > 0 && !(await isAccepted(sound, plugins, options.workers, errors))) return;
  const study = completeStudy(written, registry);
  const trackers = trackersFrom(options.tracker, registry);
  const path = options.out ?? join(RESULTS, `${fileName(study.name)}-${studyHash(study)}`);
  // A study that is refused leaves no folder.
  const begun = existsSync(join(path, 'study.yaml'));
  if (!begun && !(await isAccepted(runsOf(study), plugins, options.workers))) return;
  const reuse = [...options.reuse, ...(options.out === undefined ? [RESULTS] : [])];
  const folder = openResults(path, study, { registry, plugins, again: options.again, reuse });
  if (begun && !(await isAccepted(runsLeft(folder, study), plugins, options.workers))) return;
  if (!(await finishRuns(study, folder, { registry, plugins, trackers, workers: options.workers }))) return;
  await report(written, study, folder, registry, options);
}

/** Prints how the study came out, and writes its reports. */
async function report(
  written: Study,
  study: Study,
  folder: ResultsFolder,
  registry: Registry,
  options: Options,
): Promise<void> {
  const records = [...folder.records.values()];
  const brackets = await interruptible((signal) =>
    compareBrackets(study, records, registry, bracketSolvers(registry), bracketSettings(options, signal)),
  );
  if (wasCut(brackets)) process.exitCode = exitCodes.interrupted;
  const results = besideBrackets(summarize(study, records), brackets);
  const comparison = comparisonOf(written, results);
  if (options.json) printJson({ study, folder: folder.path, results });
  else print(comparisonText(comparison, folder.path, secondsOf(folder), style));
  for (const stack of new Set(records.map((record) => record.stack))) noteStack(stack);
  if (results.some(({ failures }) => failures > 0)) process.exitCode = exitCodes.failed;
  const page = pageOf(written, comparison, records, registry);
  folder.write('report.html', await htmlReport(page));
  if (options.report !== undefined) await writeReport(options.report, page);
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
