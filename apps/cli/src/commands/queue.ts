import { type Command, Option } from 'commander';
import { partOfAll } from '../flags/part-of-all.js';
import { addQueueOptions } from '../flags/queue-options.js';
import { addIdleSeed, addSharedOptions, collect, examples } from '../flags/shared-options.js';
import type { QueueOptions } from '../queues/queue-study.js';

export function define(command: Command): void {
  addQueueOptions(addIdleSeed(addSharedOptions(command)))
    .description(
      'Plan the runs of a study in a queue, for any number of pomdp-gym work to do, and write those that are done to a folder. The same ' +
        'command again plans nothing twice. The address of the queue comes from the variable POMDP_GYM_QUEUE or --url-file, and is printed ' +
        'nowhere. Exit code 1 where a run came out differently a second time.',
    )
    .argument('<study>', 'a study file (YAML)')
    .option(
      '--out <folder>',
      'a folder of results: runs that it has are not planned, those that are done are written there',
    )
    .option('--confirm <part>', 'do this part of the runs twice, such as 2%', partOfAll)
    .option('--again', 'do the runs again that timed out or were lost')
    .addOption(
      new Option('--reuse <folder>', 'take runs from this folder of results to --out first; may be repeated')
        .argParser(collect)
        .default([], 'none'),
    )
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym queue study.yaml', 'plan it'],
        ['pomdp-gym queue study.yaml --out results/study', 'write what is done'],
        ['pomdp-gym queue study.yaml --confirm 2%', 'with second runs of one in fifty'],
      ),
    )
    .action(queue);
}

/** What reads studies is loaded only when there is one to read. */
async function queue(file: string, options: QueueOptions): Promise<void> {
  const { queueStudy } = await import('../queues/queue-study.js');
  await queueStudy(file, options);
}
