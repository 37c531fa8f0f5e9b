import { InputError } from '@pomdp-gym/contracts';
import { toCsv } from '@pomdp-gym/figures';
import { runRows, scoreMatrices, scoreRows, tidyRows } from '@pomdp-gym/report';
import { type Command, Option } from 'commander';
import { extname } from 'node:path';
import { parquetFile } from '../files/parquet-file.js';
import { requireWritable } from '../files/writable-path.js';
import { writeSafely } from '../files/write-safely.js';
import { addIdleSeed, addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { type ReadResults, readResults } from '../runs/read-results.js';
import { print, printJson } from '../terminal/terminal.js';

const FORMATS = ['csv', 'parquet', 'rliable', 'tidy'] as const;

type Format = (typeof FORMATS)[number];

interface Options extends SharedOptions {
  readonly to: Format;
  readonly out?: string;
}

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Write the runs of folders of results for other programs. csv and parquet: a row a run, with its options and its seconds; ' +
        'tidy: a row for each value, learning curves included, as CSV; rliable: a matrix of runs × tasks for each agent, as JSON or CSV.',
    )
    .argument('<folder...>', 'folders that compare wrote')
    .addOption(new Option('--to <format>', 'what is written').choices(FORMATS).default('csv'))
    .option('--out <file>', 'where; runs.csv, runs.parquet, scores.json or tidy.csv by default')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym export results/three-state-1234abcd', 'into runs.csv'],
        ['pomdp-gym export results/three-state-1234abcd --to parquet --out runs.parquet', ''],
        ['pomdp-gym export results/three-state-1234abcd --to rliable --out scores.csv', ''],
      ),
    )
    .action(exportRuns);
}

const DEFAULT_FILES: Record<Format, string> = {
  csv: 'runs.csv',
  parquet: 'runs.parquet',
  rliable: 'scores.json',
  tidy: 'tidy.csv',
};

async function exportRuns(folders: readonly string[], options: Options): Promise<void> {
  const path = options.out ?? DEFAULT_FILES[options.to];
  requireWritable(path);
  const bytes = await writeSafely(path, [await contentOf(options.to, folders.map(readResults), path)]);
  if (options.json) printJson({ file: path, format: options.to, results: folders, bytes });
  else print(`${path}: ${bytes} bytes.`);
}

function contentOf(
  format: Format,
  all: readonly ReadResults[],
  path: string,
): string | Uint8Array | Promise<Uint8Array> {
  switch (format) {
    case 'csv':
      return toCsv(all.flatMap(runRows));
    case 'parquet':
      return parquetFile(all.flatMap(runRows));
    case 'tidy':
      return toCsv(all.flatMap(tidyRows));
    case 'rliable':
      return scoresText(all, path);
  }
}

/** As CSV where the file is named so, else as JSON. */
function scoresText([only, ...others]: readonly ReadResults[], path: string): string {
  if (!only || others.length > 0)
    throw new InputError('A matrix of scores is of one study: give one folder with --to rliable.');
  const matrices = scoreMatrices(only);
  if (extname(path).toLowerCase() === '.csv') return toCsv(scoreRows(matrices));
  return `${JSON.stringify(matrices, null, 2)}\n`;
}
