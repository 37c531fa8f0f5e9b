import { BACKUPS } from '@pomdp-gym/solving';
import { combinedReport } from '@pomdp-gym/report';
import type { Command } from 'commander';
import { makeOutFolder, writeReportFiles } from '../files/report-files.js';
import {
  addIdleSeed,
  addSharedOptions,
  examples,
  type SharedOptions,
  wholeNumber,
} from '../flags/shared-options.js';
import { openRegistry } from '../open-registry.js';
import { readDecisions } from '../runs/decisions-file.js';
import { findResults } from '../runs/find-results.js';
import { type ReadResults, readResults } from '../runs/read-results.js';
import { print, printJson } from '../terminal/terminal.js';

interface Options extends SharedOptions {
  readonly out: string;
  readonly bracket: number;
}

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Write the report of one folder of results, or of several, without doing a run: report.html, which needs nothing beside it, ' +
        'Markdown (report.md) and LaTeX (report.tex), every table as LaTeX (tables/), every figure as SVG, PNG, CSV and Vega-Lite (figures/).',
    )
    .argument('<folder...>', 'folders that compare wrote')
    .option('--out <folder>', 'where the report goes', 'report')
    .option(
      '--bracket <backups>',
      'backups to bound the best policy with; 0: no bounds',
      wholeNumber(0),
      BACKUPS,
    )
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym report results/three-state-1234abcd', 'into report/'],
        ['pomdp-gym report results/a-1234abcd results/b-5678abcd --out paper', 'two studies in one report'],
      ),
    )
    .action(report);
}

async function report(folders: readonly string[], options: Options): Promise<void> {
  const all = folders.map(readResults);
  makeOutFolder(options.out);
  const pages = [];
  for (const results of all) pages.push(await pageOf(results, options));
  const page = combinedReport(pages);
  await writeReportFiles(options.out, page);
  const figures = page.sections.flatMap((section) => section.figures ?? []).map(({ name }) => name);
  const tables = page.sections.flatMap((section) => section.tables ?? []).flatMap(({ name }) => name ?? []);
  if (options.json) printJson({ folder: options.out, results: folders, figures, tables });
  else
    print(
      `The report is in ${options.out}: report.html, report.md and report.tex, ` +
        `${figures.length} figures in figures/ and ${tables.length} tables in tables/.`,
    );
}

async function pageOf(results: ReadResults, { plugin, bracket }: Options) {
  const { study } = results;
  const registry = await openRegistry([...plugin, ...(study.plugins ?? [])], process.cwd());
  const decisions = readDecisions(results.path);
  return (await findResults(study, study, results, registry, { backups: bracket, decisions })).page;
}
