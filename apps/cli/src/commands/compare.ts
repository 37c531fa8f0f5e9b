import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { completeStudy, runsOf, SequentialRounds, type Study } from '@pomdp-gym/experiment';
import { studyHash } from '@pomdp-gym/experiment/node';
import { comparisonText } from '@pomdp-gym/report';
import { BACKUPS } from '@pomdp-gym/solving';
import { InputError } from '@pomdp-gym/contracts';
import { type Command, Option } from 'commander';
import { writeReportFiles } from '../files/report-files.js';
import { requireReportPath, writeReport } from '../files/write-report.js';
import {
  addSharedOptions,
  collect,
  examples,
  gradientSteps,
  nodeCounts,
  positiveNumber,
  type SharedOptions,
  wholeNumber,
} from '../flags/shared-options.js';
import { pluginsNamedIn, type StudyFlags, writtenStudy } from '../flags/study-from-flags.js';
import { addTrackerOption, trackersFrom } from '../flags/tracker-option.js';
import { openRegistry } from '../open-registry.js';
import { isAccepted } from '../runs/accepted.js';
import { writeDecisions } from '../runs/decisions-file.js';
import { findResults, noteFailures, shownOf } from '../runs/find-results.js';
import { finishRuns, runsLeft } from '../runs/finish-runs.js';
import { openResults } from '../runs/open-results.js';
import { fileName, RESULTS } from '../runs/results-root.js';
import { print, printJson, style } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';
import { untilDecided } from '../until-decided.js';
import type { WorkerPlugins } from '../worker.js';

interface Options extends SharedOptions, StudyFlags {
  readonly out?: string;
  readonly bracket: number;
  readonly workers?: number;
  readonly again?: true;
  readonly reuse: readonly string[];
  readonly report?: string;
  readonly untilDecided?: true;
  readonly round?: number;
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
    .option(
      '--controllers <nodes>',
      'beside the agents, the best controllers of so many nodes that exact gradients find: 1,2,4',
      nodeCounts,
    )
    .option('--seeds <count>', 'how many seeds', wholeNumber(1))
    .option('--seed <number>', 'the first seed', wholeNumber(0))
    .option(
      '--until-decided',
      'do rounds of seeds, and stop the agents that AdaStop has decided on (family-wise error 5 %); --seeds is the most then',
    )
    .option('--round <seeds>', 'seeds an agent takes in such a round; 5 by default', wholeNumber(1))
    .option('--budget <steps>', 'steps a run may take to learn', wholeNumber(1))
    .option('--steps <T>', 'steps a gradient rests on; T,T for directions and line searches', gradientSteps)
    .option('--paths <count>', 'independent paths that each gradient is the mean of', wholeNumber(1))
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
    .option(
      '--workers <count>',
      'runs at once, and the paths of runs where they are fewer; as many as there are cores by default',
      wholeNumber(1),
    )
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
        ['pomdp-gym compare --env Tiger-v0 --controllers 1,2,4', 'what memory is worth'],
        ['pomdp-gym compare --seeds 5 --json', 'as JSON'],
        ['pomdp-gym compare --seeds 25 --until-decided', 'as many seeds as the decisions need'],
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
  const rounds = roundsOf(study, options);
  const trackers = [...(written.trackers ?? []), ...trackersFrom(options.tracker, registry)];
  const path = options.out ?? join(RESULTS, `${fileName(study.name)}-${studyHash(study)}`);
  // A study that is refused leaves no folder.
  const begun = existsSync(join(path, 'study.yaml'));
  if (!begun && !(await isAccepted(runsOf(study), plugins, options.workers))) return;
  const reuse = [...options.reuse, ...(options.out === undefined ? [RESULTS] : [])];
  const folder = openResults(path, study, { registry, plugins, again: options.again, reuse });
  if (begun && !(await isAccepted(runsLeft(folder, study), plugins, options.workers))) return;
  const means = { registry, plugins, trackers, workers: options.workers };
  const doRuns = (wanted?: ReadonlySet<number>) => finishRuns(study, folder, means, wanted);
  if (!(await (rounds ? untilDecided(rounds, folder.records, doRuns) : doRuns()))) return;
  const settings = { backups: options.bracket, decisions: rounds?.decisions };
  const found = await findResults(written, study, folder, registry, settings);
  const { results, pairs } = found;
  if (options.json) printJson({ study, folder: folder.path, results, pairs });
  else print(comparisonText(found.comparison, folder.path, shownOf(folder, study.budget), style));
  noteFailures(found, folder);
  writeDecisions(folder, rounds?.decisions);
  await writeReportFiles(folder.path, found.page);
  if (options.report !== undefined) await writeReport(options.report, found.page);
}

/** The rounds that the study is done in, where it is; throws an InputError where they do not fit it. */
function roundsOf(study: Study, { untilDecided: asked, round }: Options): SequentialRounds | undefined {
  if (asked) return new SequentialRounds(study, round ?? 5);
  if (round === undefined) return undefined;
  throw new InputError('--round is the size of the rounds of --until-decided: give that too, or neither.');
}
