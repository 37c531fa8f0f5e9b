import { type Study, runsOf } from '@pomdp-gym/experiment';
import { mergeFolders, type ResultsFolder } from '@pomdp-gym/experiment/node';
import type { Command } from 'commander';
import { addIdleSeed, addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { foldersAt } from '../queues/folder-status.js';
import { incidentsShown, noteIncidents } from '../runs/note-incidents.js';
import { forgetShard } from '../runs/shard-file.js';
import { print, printJson } from '../terminal/terminal.js';

interface Options extends SharedOptions {
  readonly out: string;
}

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Put the runs of several folders of one study into one folder, such as those of its shards. Merging the same folders again changes ' +
        'nothing. Exit code 1 where a run came out differently in two of them: both results are kept.',
    )
    .argument('<folders...>', 'folders of results, or folders of these')
    .requiredOption('--out <folder>', 'where the runs go')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym merge part-1 part-2 part-3 part-4 --out all', 'four shards'],
        ['pomdp-gym merge parts --out all', 'all folders in parts/'],
      ),
    )
    .action(merge);
}

function merge(paths: readonly string[], { out, json }: Options): void {
  const { folder, study, added } = mergeFolders(paths.flatMap(foldersAt), out);
  forgetShard(out);
  const runs = runsOf(study).length;
  const incidents = incidentsShown(folder);
  if (json)
    printJson({
      study: study.name,
      folder: out,
      runs,
      added,
      missing: runs - folder.records.size,
      incidents,
    });
  else print(sentence(folder, study, added));
  noteIncidents(folder);
}

function sentence({ records, path }: ResultsFolder, study: Study, added: number): string {
  const runs = runsOf(study).length;
  const missing = runs - records.size;
  const left = missing === 0 ? 'none is missing' : missing === 1 ? '1 is missing' : `${missing} are missing`;
  const news = added === 1 ? '1 run is' : `${added} runs are`;
  return `${news} new in ${path}: it has ${records.size} of ${runs}, ${left}.`;
}
