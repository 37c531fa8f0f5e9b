import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { parseReference, sharedPlanKey } from '@pomdp-gym/experiment';
import { poolExecutor, ThreadPool } from '@pomdp-gym/experiment/node';
import { type Registry, suggestion } from '@pomdp-gym/registry';
import {
  listExperiments,
  type NamedExperiment,
  type Outcome,
  reproduce,
  type Size,
  verdicts,
  verdictsInWords,
} from '@pomdp-gym/reproduction';
import { findingsFolder, FolderLaboratory, poolMaker } from '@pomdp-gym/reproduction/node';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { distinctPlugins, openRegistry } from '../open-registry.js';
import { ownProvenance, pluginIdentity } from '../files/provenance.js';
import { reproductionDisplay } from '../terminal/reproduction-display.js';
import { addSharedOptions, examples, type SharedOptions, wholeNumber } from '../flags/shared-options.js';
import { colors, note, print, printJson, table } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';
import { workerFile } from '../threads/worker-file.js';
import type { WorkerPlugins } from '../worker.js';

interface Options extends SharedOptions {
  readonly all?: true;
  readonly quick?: true;
  readonly out?: string;
  readonly workers?: number;
}

export async function define(command: Command): Promise<void> {
  const shipped = listExperiments(await openRegistry([], process.cwd()));
  addSharedOptions(command)
    .description(
      'Do the paper’s experiments again, beside the exact truth: raw data, figures, and a report that holds what is claimed ' +
        'against what came out. Stopped at any moment, the same command goes on and ends with the same bits.\n\n' +
        `Experiments:\n${listText(shipped)}`,
    )
    .argument('[experiment...]', 'which, by name, with options such as memory:seeds=10')
    .option('--all', 'every experiment')
    .option('--quick', 'few and short runs: about a minute for all, and claims decided as far as that goes')
    .option('--workers <count>', 'runs at once; as many as there are cores by default', wholeNumber(1))
    .option('--out <folder>', 'where all goes; results/reproduce or results/reproduce-quick by default')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym reproduce gradient-estimation --quick', 'one experiment, small'],
        ['pomdp-gym reproduce --all', 'all of them, within an hour on two cores'],
        ['pomdp-gym reproduce --quick --json', 'the table of claims as JSON'],
      ),
    )
    .action(run);
}

function listText(experiments: readonly NamedExperiment[]): string {
  const width = Math.max(...experiments.map(({ id }) => id.length));
  return experiments.map(({ id, experiment }) => `  ${id.padEnd(width)}  ${experiment.title}`).join('\n');
}

async function run(names: readonly string[], options: Options): Promise<void> {
  finishUnread();
  const from = process.cwd();
  const registry = await openRegistry(options.plugin, from);
  const chosen = choose(names, options, registry);
  const size = options.quick ? 'quick' : 'full';
  const path = options.out ?? join('results', size === 'quick' ? 'reproduce-quick' : 'reproduce');
  const workers = options.workers ?? availableParallelism();
  const workerData: WorkerPlugins = { plugins: options.plugin, from };
  const pool = new ThreadPool({ filename: workerFile, workerData }, workers);
  try {
    const outcomes = await gather(chosen, { size, path, pool, registry, plugins: options.plugin, from });
    if (!outcomes) leaveUnfinished(path);
    else if (options.json) printJson({ folder: path, size, experiments: outcomes.map(plain) });
    else printOutcomes(path, outcomes);
  } finally {
    await pool.end();
  }
}

/** Where data are gathered, and with what. */
interface Workplace {
  readonly size: Size;
  readonly path: string;
  readonly pool: ThreadPool;
  readonly registry: Registry;
  readonly plugins: readonly string[];
  readonly from: string;
}

function gather(
  experiments: readonly NamedExperiment[],
  { size, path, pool, registry, plugins, from }: Workplace,
): Promise<readonly Outcome[] | undefined> {
  const provenance = {
    ...ownProvenance(),
    plugins: distinctPlugins(plugins, from).map((name) => pluginIdentity(name, from)),
  };
  const laboratory = new FolderLaboratory({
    path: join(path, 'data'),
    registry,
    provenance,
    executor: poolExecutor(pool, { planKey: (run) => sharedPlanKey(run, registry) }),
    maker: poolMaker(pool),
  });
  const publisher = findingsFolder(path, size, provenance);
  return interruptible((signal) =>
    reproduce({ experiments, size, laboratory, publisher, signal, observe: reproductionDisplay }),
  );
}

function leaveUnfinished(path: string): void {
  note(`Stopped: what is done is kept in ${path}. The same command goes on from there.`);
  process.exitCode = exitCodes.interrupted;
}

/** `--quick` alone is all of them: that takes a minute. */
function choose(
  names: readonly string[],
  { all = false, quick = false }: { readonly all?: boolean; readonly quick?: boolean },
  registry: Registry,
): readonly NamedExperiment[] {
  const experiments = listExperiments(registry);
  if ((all || quick) && names.length === 0) return experiments;
  const ids = experiments.map(({ id }) => id);
  if (all) throw new InputError('Give either names of experiments or --all, not both.');
  if (names.length === 0)
    throw new InputError(`Name an experiment, or give --all. There are ${ids.join(', ')}.`);
  const references = names.map((name) => parseReference(name));
  const unknown = references.find(({ id }) => !ids.includes(id))?.id;
  if (unknown !== undefined) {
    throw new InputError(`There is no experiment ${unknown}. ${suggestion(unknown, ids, 'experiments')}`);
  }
  return experiments.flatMap(({ id }) => {
    const last = references.findLast((reference) => reference.id === id);
    return last ? [{ id, experiment: registry.create('experiment', last) }] : [];
  });
}

function plain({ id, experiment: { title, question }, findings: { method, claims }, failures }: Outcome) {
  return { id, title, question, method, failures, claims };
}

function printOutcomes(path: string, outcomes: readonly Outcome[]): void {
  const columns = ['', 'claim', 'what came out'].map((title) => ({ title }));
  for (const { experiment, findings } of outcomes) {
    print(colors.bold(experiment.title));
    print(
      table(
        columns,
        findings.claims.map(({ verdict, statement, mark, found }) => [
          verdicts[verdict],
          `${statement} (${mark})`,
          found,
        ]),
      ),
    );
    print();
  }
  print(`${verdictsInWords(outcomes.flatMap(({ findings }) => findings.claims))}.`);
  const [only] = outcomes;
  print(`Report: ${join(path, outcomes.length > 1 ? '' : (only?.id ?? ''), 'report.html')}`);
}
