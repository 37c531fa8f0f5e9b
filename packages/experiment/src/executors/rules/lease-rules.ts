import { type CellQueue, RETRIES } from '../cell-queue.js';
import type { TriedRule } from './planning-rules.js';
import {
  alongside,
  demand,
  demandEntries,
  demandEqual,
  entriesOf,
  queueWith,
  resultOf,
  runsIn,
  secondOf,
  take,
  takeOne,
  type QueueTrial,
} from './queue-trial.js';

/** Seconds of silence after which these trials call a worker lost. */
const SILENT = 30;

/** Rules on who has which cells. */
export const leaseRules: readonly TriedRule[] = [
  ['The longest cells are leased first, and second runs after all first ones.', leasesInOrder],
  ['A request gets cells up to its weight, and at least one.', leasesByWeight],
  ['No entry is leased to two workers at once.', leasesOnce],
  ['A request that is sent again gets the same cells: its reply may be lost.', repeatsLeases],
  [
    'A request that got no cells leaves nothing behind: sent again, it gets those that wait then.',
    leavesNothing,
  ],
  ['A lease ends where its cells are given back or lost, and its worker is counted no more.', endsLeases],
  ['A lease lasts while its worker gives signs of life, whatever the clocks of workers show.', ignoresClocks],
  ['Cells that are given back wait again, and count no try as lost.', takesBack],
  ['The load is what waits, its weight, what is leased, and the leases.', weighsLoad],
];

async function leasesInOrder(trial: QueueTrial): Promise<void> {
  const entries = entriesOf(1, 5, 1, 3);
  const queue = await queueWith(trial, [secondOf(entries[1]!), ...entries]);
  const order: string[] = [];
  for (let i = 0; i < 5; i++) {
    const { run, copy } = await takeOne(queue, `worker ${i}`);
    order.push(`${run}/${copy}`);
  }
  demandEqual('The order of entries of weight 1, 5, 1 and 3', order, ['1/0', '3/0', '0/0', '2/0', '1/1']);
  demandEqual('What is leased where nothing waits', await take(queue, 'late', 10), []);
}

async function leasesByWeight(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(3, 4, 2, 2, 1));
  const first = await take(queue, 'a', 7);
  demandEqual('The runs of a request of weight 7', runsIn(first), [1, 0]);
  demandEqual(
    'Their attempts',
    first.map(({ attempt }) => attempt),
    [1, 1],
  );
  demandEqual('The runs of a request of weight 0.5', runsIn(await take(queue, 'b', 0.5)), [2]);
  demandEqual('The runs of a request of weight 100', runsIn(await take(queue, 'c', 100)), [3, 4]);
  await demandEntries(queue, { leased: 5 }, 'after all were leased');
}

async function leasesOnce(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(...Array.from({ length: 12 }, () => 1)));
  const queues = [queue, await alongside(trial), await alongside(trial)];
  const requests = Array.from({ length: 6 }, (_, i) => take(queues[i % 3]!, `worker ${i}`, 3));
  const runs = runsIn((await Promise.all(requests)).flat());
  const twice = runs.find((run, i) => runs.indexOf(run) < i);
  demand(twice === undefined, () => `Run ${twice} is leased to two workers at once.`);
  let left = 12 - runs.length;
  for (; left > 0 && (await take(queue, `last ${left}`)).length > 0; left--);
  demand(left === 0, () => `${left} entries are leased to nobody.`);
}

async function repeatsLeases(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(3, 2, 1));
  const first = await take(queue, 'a', 5);
  const again = await take(await alongside(trial), 'a', 5);
  demandEqual('The number of cells of weight 3 and 2 for a request of weight 5', first.length, 2);
  demandEqual('The cells of a request that is sent again', again, first);
  await demandEntries(queue, { waiting: 1, leased: 2 }, 'after a request was sent twice');
}

async function leavesNothing(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(2, 1));
  await take(queue, 'a', 3);
  demandEqual('The cells of a request where nothing waits', await take(queue, 'b', 3), []);
  demandEqual('The workers', (await queue.status()).workers, 1);
  await queue.release('a');
  demandEqual('The runs of the same request later', runsIn(await take(queue, 'b', 3)), [0, 1]);
}

async function endsLeases(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(3, 2, 1));
  const done = await takeOne(queue, 'done');
  await queue.commit(resultOf(done, 'done'));
  await queue.release('done');
  demandEqual('The workers after one gave its lease back', (await queue.status()).workers, 0);
  await takeOne(queue, 'silent');
  await trial.pass(SILENT + 10);
  demandEqual('The workers while one is silent', (await queue.status()).workers, 1);
  await queue.reap(SILENT);
  demandEqual('The workers after one was lost', (await queue.status()).workers, 0);
  demandEqual('Whether the lease of a lost worker is held', await queue.beat('silent'), false);
  demandEqual('The workers after a late sign', (await queue.status()).workers, 0);
}

async function ignoresClocks(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(3, 2, 1));
  const fast = await alongside(trial, 3600);
  const slow = await alongside(trial, -3600);
  await takeOne(fast, 'fast');
  await takeOne(slow, 'slow');
  await takeOne(queue, 'silent');
  for (let i = 0; i < 3; i++) {
    await trial.pass(0.6 * SILENT);
    const signs = [await fast.beat('fast'), await slow.beat('slow')];
    demandEqual('Whether workers with wrong clocks still have their cells', signs, [true, true]);
    const reaped = (await fast.reap(SILENT)) + (await slow.reap(SILENT)) + (await queue.reap(SILENT));
    demandEqual(`Attempts that are lost after ${0.6 * (i + 1)} times the silence`, reaped, i === 1 ? 1 : 0);
  }
  await demandEntries(queue, { waiting: 1, leased: 2 }, 'after one of three workers fell silent');
}

async function takesBack(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(3, 2, 1));
  for (let i = 0; i < 6; i++) {
    const leased = await take(queue, `worker ${i}`, 6);
    demandEqual('The cells of a worker after others gave them back', runsIn(leased), [0, 1, 2]);
    await queue.release(`worker ${i}`);
  }
  const [first] = await take(queue, 'last', 6);
  if (first) await queue.commit(resultOf(first, 'last'));
  await queue.release('last');
  await demandEntries(queue, { waiting: 2, done: 1 }, 'after cells were given back');
  demandEqual('Whether a lease that was given back is held', await queue.beat('last'), false);
}

async function weighsLoad(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(8, 4, 2, 1));
  demandEqual('The load at first', await queue.load(), { waiting: 4, leased: 0, weight: 15, leases: 0 });
  await take(queue, 'a', 12);
  const last = await takeOne(queue, 'b');
  const load = await (await alongside(trial)).load();
  demandEqual('The load after two leases', load, { waiting: 1, leased: 3, weight: 1, leases: 2 });
  await queue.commit(resultOf(last, 'b'));
  await queue.release('a');
  demandEqual('The load where a lease ended', await queue.load(), {
    ...{ waiting: 3, leased: 0, weight: 13, leases: 1 },
  });
  await queue.release('b');
  demandEqual('The leases where both ended', (await queue.load()).leases, 0);
  await weighsWhatReturns(queue);
}

/** Of the weights 8, 4 and 1: the first fails, the last is lost to the end and wanted again. */
async function weighsWhatReturns(queue: CellQueue): Promise<void> {
  const [longest, , shortest] = await take(queue, 'c', 13);
  if (!longest || !shortest) throw new Error('A request for all that waits gets less.');
  await queue.commit(resultOf(longest, 'c', { status: 'failed' }));
  await queue.lose(shortest, 'exit code 1');
  await queue.release('c');
  demandEqual('The weight where one was lost and one given back', (await queue.load()).weight, 5);
  await take(queue, 'd', 4);
  for (let i = 0; i < RETRIES; i++) await queue.lose(await takeOne(queue, `loss ${i}`), 'exit code 1');
  demandEqual('The weight where nothing waits', (await queue.load()).weight, 0);
  await queue.again();
  demandEqual('The weight where what was lost is wanted again', (await queue.load()).weight, 1);
}
