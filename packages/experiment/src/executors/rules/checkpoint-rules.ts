import type { CellQueue, LeasedCell } from '../cell-queue.js';
import type { TriedRule } from './planning-rules.js';
import {
  alongside,
  demandEqual,
  entriesOf,
  queueWith,
  type QueueTrial,
  resultOf,
  secondOf,
  takeOne,
} from './queue-trial.js';

/** Rules on checkpoints. */
export const checkpointRules: readonly TriedRule[] = [
  [
    'A checkpoint is there for the next attempt at its entry, to the bit, however the one before ended.',
    handsCheckpointsOn,
  ],
  ['Only the attempt that is under way keeps a checkpoint.', comparesCheckpoints],
  ['A checkpoint is gone once its entry has a result, whichever attempt that is of.', dropsCheckpoints],
];

/** Text as checkpoints have it, with what a database or a script could change. */
const textOf = (place: number): string =>
  `{"place": ${place}, "θ": [-0, 1e-320, 0.1], "said": "ä “'\\u0007”"}\n`;

async function handsCheckpointsOn(trial: QueueTrial): Promise<void> {
  const [entry] = entriesOf(1);
  const queue = await queueWith(trial, [entry!, secondOf(entry!)]);
  const first = await takeOne(queue, 'a');
  await demandCheckpoint(queue, first, undefined, 'before its first checkpoint');
  for (const place of [1, 2]) await keep(queue, first, textOf(place), true);
  await queue.lose(first, 'signal SIGKILL');
  await demandCheckpoint(await alongside(trial), first, textOf(2), 'whose attempt was lost');
  await demandCheckpoint(queue, secondOf(entry!), undefined, 'that is the second run of another');
  const second = await takeOne(queue, 'b');
  await keep(queue, second, textOf(3), true);
  await queue.release('b');
  await demandCheckpoint(queue, await takeOne(queue, 'c'), textOf(3), 'that was given back');
  await trial.pass(60);
  await queue.reap(30);
  await demandCheckpoint(queue, first, textOf(3), 'whose last attempt kept nothing');
}

async function comparesCheckpoints(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(2, 1));
  const first = await takeOne(queue, 'a');
  await queue.lose(first, 'exit code 1');
  await keep(queue, first, textOf(1), false);
  const second = await takeOne(queue, 'b');
  await keep(queue, second, textOf(2), true);
  await keep(queue, first, textOf(1), false);
  await demandCheckpoint(queue, second, textOf(2), 'whose earlier attempt is late');
  await keep(queue, { ...second, cell: 'f'.repeat(64) }, textOf(3), false);
}

async function dropsCheckpoints(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(3, 2, 1));
  for (const status of ['finished', 'failed', 'timed out'] as const) {
    const leased = await takeOne(queue, status);
    await keep(queue, leased, textOf(1), true);
    await queue.lose(leased, 'exit code 1');
    const next = await takeOne(queue, `${status} again`);
    await queue.commit(resultOf(leased, status, { status }));
    await demandCheckpoint(queue, leased, undefined, `that ${status}`);
    await keep(queue, next, textOf(2), false);
    await demandCheckpoint(queue, leased, undefined, `that ${status} meanwhile`);
  }
}

/** Keeps a checkpoint; throws where its turn is judged otherwise. */
async function keep(queue: CellQueue, attempt: LeasedCell, text: string, isTurn: boolean): Promise<void> {
  const found = await queue.keepCheckpoint(attempt, text);
  demandEqual(`Whether attempt ${attempt.attempt} keeps a checkpoint`, found, isTurn);
}

async function demandCheckpoint(
  queue: CellQueue,
  entry: Pick<LeasedCell, 'cell' | 'copy'>,
  expected: string | undefined,
  which: string,
): Promise<void> {
  const found = await queue.checkpointOf(entry);
  demandEqual(`The checkpoint of an entry ${which}`, found ?? null, expected ?? null);
}
