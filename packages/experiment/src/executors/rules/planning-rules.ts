import { isInputError } from '@pomdp-gym/contracts';
import type { StudyPlan } from '../cell-queue.js';
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
  trialPlan,
  type QueueTrial,
} from './queue-trial.js';

/** A rule of a queue, for a trial that is begun for it. */
export type TriedRule = readonly [name: string, run: (trial: QueueTrial) => Promise<void>];

/** Rules on studies and their entries. */
export const planningRules: readonly TriedRule[] = [
  ['A study may be planned any number of times: entries are inserted if absent.', insertsIfAbsent],
  ['A store returns the studies as they were planned, each once.', returnsStudies],
  ['The queues of two studies are apart.', keepsStudiesApart],
  [
    'A study that was planned with other code is refused, with a sentence that names the difference.',
    refusesStaleCode,
  ],
  ['What was kept is there after a connection was closed.', survivesConnections],
];

async function insertsIfAbsent(trial: QueueTrial): Promise<void> {
  const entries = entriesOf(1, 1, 1);
  const queue = await queueWith(trial, entries.slice(0, 2));
  const leased = await takeOne(queue, 'a');
  await queue.commit(resultOf(leased, 'a'));
  const again = await alongside(trial);
  await again.add([...entries, ...entries]);
  await demandEntries(again, { waiting: 2, done: 1 }, 'after the study was planned twice');
  await again.add([secondOf(entries[0]!)]);
  await demandEntries(queue, { waiting: 3, done: 1 }, 'after a second run was planned');
}

async function returnsStudies(trial: QueueTrial): Promise<void> {
  await queueWith(trial, entriesOf(1));
  await alongside(trial);
  const other: StudyPlan = { ...trialPlan, id: 'cafe0002', study: { ...trialPlan.study, name: 'other' } };
  await (await trial.connect()).open(other);
  demandEqual('The studies', await (await trial.connect()).studies(), [trialPlan, other]);
  demandEqual('The plan of the queue', (await alongside(trial)).plan, trialPlan);
}

async function keepsStudiesApart(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1, 1));
  const other = await (await trial.connect()).open({ ...trialPlan, id: 'cafe0002' });
  demandEqual('What another study leases', runsIn(await take(other, 'a', 10)), []);
  await other.add(entriesOf(1));
  const [leased] = await take(other, 'b', 10);
  if (leased) await other.commit(resultOf(leased, 'b', { digest: 'of the other study' }));
  await demandEntries(queue, { waiting: 2 }, 'of a study after another one was done');
  const own = await takeOne(queue, 'c');
  demandEqual(
    'The outcome of a cell that another study has too',
    await queue.commit(resultOf(own, 'c')),
    'kept',
  );
}

async function refusesStaleCode(trial: QueueTrial): Promise<void> {
  await queueWith(trial, entriesOf(1));
  const changes = { program: 'p2', arithmetic: 'a2', modules: { 'policy softmax': 'm2' }, protocol: 99 };
  for (const [part, value] of Object.entries(changes)) {
    const handshake = { ...trialPlan.handshake, [part]: value };
    const refusal = await (await trial.connect()).open({ ...trialPlan, handshake }).then(
      () => undefined,
      (error: unknown) => error,
    );
    demand(isInputError(refusal), () => `A plan whose ${part} differs is not refused with an InputError.`);
  }
}

async function survivesConnections(trial: QueueTrial): Promise<void> {
  const store = await trial.connect();
  const queue = await store.open(trialPlan);
  await queue.add(entriesOf(1, 1));
  await queue.commit(resultOf(await takeOne(queue, 'a'), 'a'));
  await store.close();
  await demandEntries(await alongside(trial), { waiting: 1, done: 1 }, 'after its connection was closed');
}
