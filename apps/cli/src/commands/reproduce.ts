import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '@pomdp-gym/contracts';
import { poolExecutor } from '@pomdp-gym/experiment';
import { suggestion } from '@pomdp-gym/registry';
import type { Command } from 'commander';
import { Piscina } from 'piscina';
import { exitCodes } from '../exit-codes.js';
import { openRegistry } from '../open-registry.js';
import { ownProvenance } from '../provenance.js';
import type { Experiment } from '../reproduce/experiment.js';
import { experiments } from '../reproduce/experiments.js';
import { Laboratory } from '../reproduce/laboratory.js';
import { poolMaker } from '../reproduce/replicate-maker.js';
import { reproduce } from '../reproduce/reproduce.js';
import { reproductionDisplay } from '../reproduce/reproduction-display.js';
import { type Outcome, verdicts, verdictsInWords } from '../reproduce/write-findings.js';
import { examples, wholeNumber } from '../shared-options.js';
import { colors, note, print, printJson, table } from '../terminal.js';

interface Options {
  readonly all?: true;
  readonly quick?: true;
  readonly out?: string;
  readonly workers?: number;
  readonly json?: true;
}

export function define(command: Command): void {
  command
    .description(
      'Do the paper’s experiments again, beside the exact truth: raw data, figures, and a report that holds what is claimed\n' +
        'against what came out. Stopped at any moment, the same command goes on and ends with the same bits.\n\n' +
        `Experiments:\n${list()}`,
    )
    .argument('[experiment...]', 'which, by name')
    .option('--all', 'every experiment')
    .option('--quick', 'few and short runs: about a minute for all, and claims decided as far as that goes')
    .option('--workers <count>', 'runs at once; as many as there are cores unless told', wholeNumber(1))
    .option('--out <folder>', 'where all goes; results/reproduce or results/reproduce-quick unless told')
    .option('--json', 'print one JSON document on standard output, and nothing else there')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym reproduce gradient-estimation --quick', 'one experiment, small'],
        ['pomdp-gym reproduce --all', 'all of them, within an hour on two cores'],
        ['pomdp-gym reproduce --all --quick --json', 'the table of claims as JSON'],
      ),
    )
    .action(run);
}

function list(): string {
  const width = Math.max(...experiments.map(({ id }) => id.length));
  return experiments.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`).join('\n');
}

async function run(names: readonly string[], options: Options): Promise<void> {
  const chosen = choose(names, options.all ?? false);
  const size = options.quick ? 'quick' : 'full';
  const path = options.out ?? join('results', size === 'quick' ? 'reproduce-quick' : 'reproduce');
  const provenance = ownProvenance();
  const workers = options.workers ?? availableParallelism();
  const pool = new Piscina({
    filename: fileURLToPath(new URL('../worker.js', import.meta.url)),
    workerData: { plugins: [], from: process.cwd() },
    minThreads: workers,
    maxThreads: workers,
  });
  const laboratory = new Laboratory({
    path: join(path, 'data'),
    registry: await openRegistry([], process.cwd()),
    provenance,
    executor: poolExecutor(pool),
    maker: poolMaker(pool),
  });
  try {
    const settings = { experiments: chosen, size, path, laboratory, provenance } as const;
    const outcomes = await reproduce({ ...settings, show: reproductionDisplay });
    if (!outcomes) leaveUnfinished(path);
    else if (options.json) printJson({ folder: path, size, experiments: outcomes.map(plain) });
    else printOutcomes(path, outcomes);
  } finally {
    await pool.destroy();
  }
}

function leaveUnfinished(path: string): void {
  note(`Stopped: what is done is kept in ${path}. The same command goes on from there.`);
  process.exitCode = exitCodes.interrupted;
}

function choose(names: readonly string[], all: boolean): readonly Experiment[] {
  if (all && names.length === 0) return experiments;
  const ids = experiments.map(({ id }) => id);
  if (all) throw new InputError('Give either names of experiments or --all, not both.');
  if (names.length === 0)
    throw new InputError(`Name an experiment, or give --all. There are ${ids.join(', ')}.`);
  const unknown = names.find((name) => !ids.includes(name));
  if (unknown !== undefined) {
    throw new InputError(`There is no experiment ${unknown}. ${suggestion(unknown, ids, 'experiments')}`);
  }
  return experiments.filter(({ id }) => names.includes(id));
}

function plain({ experiment: { id, title, question }, findings: { method, claims }, failures }: Outcome) {
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
  print(`Report: ${join(path, outcomes.length > 1 ? '' : (only?.experiment.id ?? ''), 'report.html')}`);
}
