import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import {
  completeStudy,
  refuseAll,
  runsOf,
  type Study,
  tuningSeeds,
  type TuningSettings,
} from '@pomdp-gym/experiment';
import { studyHash } from '@pomdp-gym/experiment/node';
import { comparisonText, type Report } from '@pomdp-gym/report';
import { BACKUPS } from '@pomdp-gym/solving';
import { type Command, Option } from 'commander';
import { writeReportFiles } from '../files/report-files.js';
import { requireReportPath, writeReport } from '../files/write-report.js';
import {
  addSharedOptions,
  collect,
  examples,
  type SharedOptions,
  seedCount,
  wholeNumber,
} from '../flags/shared-options.js';
import { pluginsNamedIn, writtenStudy } from '../flags/study-from-flags.js';
import { openRegistry } from '../open-registry.js';
import { isAccepted } from '../runs/accepted.js';
import { type Found, findResults, noteFailures, shownOf } from '../runs/find-results.js';
import { finishRuns } from '../runs/finish-runs.js';
import { openResults } from '../runs/open-results.js';
import { distinctFileNames, fileName, RESULTS } from '../runs/results-root.js';
import { tuneAgent, type TunedAgent, type TuningMeans } from '../runs/tune-agents.js';
import { roundTable, roundTitle, tuningSection, tuningSentence } from '../runs/tuning-report.js';
import { print, printJson, style, table } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';
import type { WorkerPlugins } from '../worker.js';

interface Options extends SharedOptions {
  readonly method: TuningSettings['method'];
  readonly configurations: number;
  readonly tuningSeeds: number;
  readonly seed?: number;
  readonly workers?: number;
  readonly bracket: number;
  readonly out?: string;
  readonly report?: string;
  readonly reuse: readonly string[];
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Search the options of every agent of a study that has a sweep, on seeds for tuning; then compare the best of each, and the ' +
        'agents without a sweep, on the seeds of the study. No seed serves both. The same command goes on where an earlier one stopped.',
    )
    .argument('<study>', 'a study file (YAML) with sweeps')
    .addOption(
      new Option('--method <method>', 'random search, or successive halving by thirds')
        .choices(['random', 'halving'])
        .default('random'),
    )
    .option(
      '--configurations <count>',
      'the most configurations of an agent that are tried',
      wholeNumber(1),
      50,
    )
    .option('--tuning-seeds <count>', 'seeds that each configuration is tried on', seedCount, 5)
    .option(
      '--seed <number>',
      'the first of them; the first after those of the study by default',
      wholeNumber(0),
    )
    .option('--workers <count>', 'runs at once; as many as there are cores by default', wholeNumber(1))
    .option(
      '--bracket <backups>',
      'backups to bound the best policy with; 0: no bounds',
      wholeNumber(0),
      BACKUPS,
    )
    .option('--out <folder>', 'where results go; results/NAME-tuned-HASH by default')
    .addOption(
      new Option(
        '--reuse <folder>',
        'take runs from this folder of results too, or from those in it; may be repeated',
      )
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--report <file>', 'write the report there too: .html, or .md with its figures beside it')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym tune study.yaml --configurations 20', 'random search'],
        ['pomdp-gym tune study.yaml --method halving', 'successive halving'],
      ),
    )
    .action(tune);
}

async function tune(file: string, options: Options): Promise<void> {
  finishUnread();
  if (options.report !== undefined) requireReportPath(options.report);
  const plugins: WorkerPlugins = {
    plugins: [...options.plugin, ...pluginsNamedIn(file)],
    from: process.cwd(),
  };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  const { study: written, families, errors } = writtenStudy(file, {}, registry);
  refuseAll(errors);
  if (families.size === 0)
    throw new InputError(
      `No agent of ${file} has a sweep, so there is nothing to tune: compare it as it is.`,
    );
  const study = completeStudy(written, registry);
  if (!(await isAccepted(runsOf(study), plugins, options.workers))) return;
  const seeds = tuningSeeds(study, options.tuningSeeds, options.seed);
  const path =
    options.out ?? join(RESULTS, `${fileName(study.name)}-tuned-${studyHash({ ...study, seeds })}`);
  const reuse = [...options.reuse, ...(options.out === undefined ? [RESULTS] : [])];
  const means: TuningMeans = { registry, plugins, workers: options.workers, path, reuse };
  const tuned = await tuneAll(study, families, { ...options, seeds }, means);
  if (tuned) await compareTuned(written, study, families, tuned, seeds, means, options);
}

/** Tunes one agent after another; undefined where a signal came first. */
async function tuneAll(
  study: Study,
  families: ReadonlyMap<string, readonly string[]>,
  settings: TuningSettings,
  means: TuningMeans,
): Promise<TunedAgent[] | undefined> {
  const all: TunedAgent[] = [];
  const folders = distinctFileNames([...families.keys()]);
  for (const [i, [agent, names]] of [...families].entries()) {
    const tuned = await tuneAgent(study, agent, names, { ...settings, folder: folders[i]! }, means);
    if (!tuned) return undefined;
    all.push(tuned);
  }
  return all;
}

/** Compares the agents that came out best, and those that have no sweep, on the seeds of the study. */
async function compareTuned(
  written: Study,
  study: Study,
  families: ReadonlyMap<string, readonly string[]>,
  tuned: readonly TunedAgent[],
  seeds: readonly number[],
  means: TuningMeans,
  options: Options,
): Promise<void> {
  const swept = new Set([...families.values()].flat());
  const winners = new Set(tuned.map(({ winner }) => winner));
  const isLeft = ({ name }: { readonly name: string }) => !swept.has(name) || winners.has(name);
  const narrowed = (whole: Study): Study => {
    const agents = whole.agents.filter(isLeft);
    const zero = agents.some(({ name }) => name === whole.normalizeFrom) ? whole.normalizeFrom : undefined;
    return { ...whole, agents, normalizeFrom: zero };
  };
  const [final, asked] = [narrowed(study), narrowed(written)];
  const folder = openResults(join(means.path, 'final'), final, means);
  if (!(await finishRuns(final, folder, { ...means, trackers: asked.trackers ?? [] }))) return;
  const found = await findResults(asked, final, folder, means.registry, { backups: options.bracket });
  if (options.json)
    printJson({ folder: means.path, tuningSeeds: seeds, tuned, study: final, results: found.results });
  else {
    tuned.forEach(printTuned);
    print(comparisonText(found.comparison, folder.path, shownOf(folder, final.budget), style));
  }
  noteFailures(found, folder);
  const page = pageOf(found, tuned, seeds);
  await writeReportFiles(folder.path, page);
  if (options.report !== undefined) await writeReport(options.report, page);
}

function printTuned(tuned: TunedAgent): void {
  print(style.bold(tuningSentence(tuned)));
  tuned.rounds.forEach((round, i) => {
    const { columns, rows, numeric = [] } = roundTable(round);
    print(style.dim(`${roundTitle(round, i)}:`));
    const styles = columns.map(
      (title, column) => ({ title, align: numeric.includes(column) ? 'right' : 'left' }) as const,
    );
    print(`${table(styles, rows)}\n`);
  });
}

/** The comparison, before it how the agents in it were found. */
function pageOf({ page }: Found, tuned: readonly TunedAgent[], seeds: readonly number[]): Report {
  return {
    ...page,
    introduction: [...page.introduction, ...tuned.map(tuningSentence)],
    sections: [...tuned.map((each) => tuningSection(each, seeds)), ...page.sections],
  };
}
