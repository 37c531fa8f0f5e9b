import { type Command, Option } from 'commander';
import { addTrackerOption } from '../flags/add-tracker-option.js';
import { partOfAll } from '../flags/part-of-all.js';
import { addQueueOptions, type QueueFlags } from '../flags/queue-options.js';
import { parseShard, type Shard } from '../flags/shard.js';
import { addIdleSeed, addSharedOptions, collect, examples, wholeNumber } from '../flags/shared-options.js';
import type { ShardOptions } from '../runs/work-shard.js';

interface Options extends ShardOptions, QueueFlags {
  readonly supervise?: true;
  readonly shard?: Shard;
}

export function define(command: Command): void {
  addQueueOptions(addTrackerOption(addIdleSeed(addSharedOptions(command))))
    .description(
      'Do a part of the runs of a study: a shard of it, in a folder of its own, or whatever a queue has, as one of any number of workers. ' +
        'Without --shard the queue is that of --executor, its address from the variable POMDP_GYM_QUEUE or --url-file. A run that fails is a ' +
        'result; exit code 1 where a run comes out differently a second time, 2 where cells are left in the queue and none can be done here. ' +
        'A worker that is started before the server of its queue waits for it, for ten minutes.',
    )
    .argument('[study]', 'a study file (YAML); from a queue all that it has by default')
    .option('--shard <i/n>', 'do the i-th of n parts; needs no service', parseShard)
    .option('--out <folder>', 'where the runs of a shard go; results/NAME-HASH-shard-I-of-N by default')
    .option('--workers <count>', 'runs at once; as many as there are cores by default', wholeNumber(1))
    .option(
      '--confirm <part>',
      'do this part of the runs of the study twice, such as 2%: with --shard',
      partOfAll,
    )
    .addOption(
      new Option('--reuse <folder>', 'take runs of a shard from this folder of results too; may be repeated')
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--again', 'do the runs of a shard again that timed out')
    .option(
      '--supervise',
      'take cells of a queue in a process below this one: where it is killed, its cells are lost at once with the reason, and another one goes on',
    )
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym work study.yaml --shard 1/4 --out part-1', 'the first of four parts'],
        ['pomdp-gym work', 'cells of every study in the queue'],
        ['pomdp-gym work study.yaml --url-file queue.txt', 'cells of one'],
      ),
    )
    .action(work);
}

/** What does the runs is loaded only when there are some to do. */
async function work(file: string | undefined, options: Options, command: Command): Promise<void> {
  const { shard, confirm, out } = options;
  if (shard === undefined) {
    if (confirm !== undefined || out !== undefined)
      command.error('--out and --confirm go with --shard here: pomdp-gym queue has them for a queue.');
    await (options.supervise ? supervise(options, command) : takeCells(file, options));
    return;
  }
  if (file === undefined) command.error('--shard needs a study file.');
  const ofQueue = (['executor', 'url-file', 'supervise'] as const).find((flag) => isGiven(command, flag));
  if (ofQueue) command.error(`--${ofQueue} goes with a queue: leave it out where --shard is given.`);
  const { workShard } = await import('../runs/work-shard.js');
  await workShard(file, shard, options);
}

function isGiven(command: Command, flag: string): boolean {
  return command.options.some(
    (option) => option.long === `--${flag}` && command.getOptionValueSource(option.attributeName()) === 'cli',
  );
}

async function takeCells(file: string | undefined, options: Options): Promise<void> {
  const { workQueue } = await import('../queues/work-queue.js');
  await workQueue(file, options);
}

async function supervise(options: Options, command: Command): Promise<void> {
  const { superviseWork } = await import('../queues/supervised-work.js');
  const words: readonly string[] = command.parent?.args ?? [];
  await superviseWork(
    words.filter((word) => word !== '--supervise'),
    options,
  );
}
