import type { Command } from 'commander';
import { addQueueOptions } from '../flags/queue-options.js';
import { addIdleSeed, addSharedOptions, examples, positiveNumber } from '../flags/shared-options.js';
import type { StatusOptions } from '../queues/show-status.js';

export function define(command: Command): void {
  addQueueOptions(addIdleSeed(addSharedOptions(command)))
    .description(
      'Show how far studies are: runs by state, their rate, the time that is left, workers and incidents. Those of folders of results, or ' +
        'without a folder those of the queue. Exit code 1 where a study has incidents, 2 where a folder cannot be read or a line of it is damaged.',
    )
    .argument('[folders...]', 'folders of results, or folders of these')
    .option(
      '--watch [seconds]',
      'look again every so many seconds (2) until all is done; with --json, a line each time',
      positiveNumber,
    )
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym status part-1 part-2', 'two shards'],
        ['pomdp-gym status --watch', 'the studies of the queue, until all is done'],
      ),
    )
    .action(status);
}

async function status(paths: readonly string[], options: StatusOptions): Promise<void> {
  const { showStatus } = await import('../queues/show-status.js');
  await showStatus(paths, options);
}
