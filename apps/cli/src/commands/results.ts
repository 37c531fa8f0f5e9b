import { existsSync } from 'node:fs';
import { type IndexEntry, resultsIndex } from '@pomdp-gym/experiment/node';
import { InputError, shortened } from '@pomdp-gym/contracts';
import type { Command } from 'commander';
import { addIdleSeed, addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { RESULTS } from '../runs/results-root.js';
import { colors, note, print, printJson, table } from '../terminal/terminal.js';

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description('List the folders of results, the newest first: what was compared, and how far it is.')
    .argument('[folder]', 'where they are', RESULTS)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym results', 'all in results/'],
        ['pomdp-gym results elsewhere --json', 'those in another folder, as JSON'],
      ),
    )
    .action(results);
}

function results(folder: string, { json }: SharedOptions): void {
  if (folder !== RESULTS && !existsSync(folder))
    throw new InputError(`There is no folder ${folder}: give one that holds folders of results.`);
  const entries = resultsIndex(folder);
  if (json) printJson({ folder, results: entries });
  else if (entries.length === 0) note(`There are no results in ${folder}: compare writes some.`);
  else print(table(columns, entries.map(rowOf)));
}

const columns = [
  ...[{ title: 'name' }, { title: 'when' }, { title: 'environments' }, { title: 'agents' }],
  ...[{ title: 'done', align: 'right' } as const, { title: 'failed', align: 'right' } as const],
  { title: 'folder' },
];

/** Characters of a list of names that are shown. */
const SHOWN = 40;

function rowOf({
  folder,
  name,
  when,
  environments,
  agents,
  runs,
  done,
  failed,
  problem,
}: IndexEntry): string[] {
  if (problem !== undefined) return ['?', dateOf(when), shortened(problem, 2 * SHOWN), '', '', '', folder];
  const lists = [environments, agents].map((names) => shortened(names.join(', '), SHOWN));
  const failures = failed === 0 ? '0' : colors.yellow(String(failed));
  return [name, dateOf(when), ...lists, `${done} of ${runs}`, failures, folder];
}

/** `2026-11-28 14:05`, in universal time. */
function dateOf(when: string): string {
  return when.slice(0, 16).replace('T', ' ');
}
