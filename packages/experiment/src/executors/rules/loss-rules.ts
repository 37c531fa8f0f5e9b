import { type CellQueue, type LeasedCell, RETRIES } from '../cell-queue.js';
import type { TriedRule } from './planning-rules.js';
import {
  alongside,
  demand,
  demandEntries,
  demandEqual,
  entriesOf,
  loseWrongly,
  queueWith,
  type QueueTrial,
  resultOf,
  resultsOf,
  runsIn,
  take,
  takeOne,
} from './queue-trial.js';

/** Rules on workers that are lost. */
export const lossRules: readonly TriedRule[] = [
  [
    'The cells of a worker that is killed are done by others, each once, whenever it is killed.',
    survivesKills,
  ],
  [
    'A cell that ends its workers is lost in the end, with the last reason, and takes no other with it.',
    isolatesPoison,
  ],
  [
    'Only the attempt that is under way can be lost: an earlier one, or one with a result, cannot.',
    comparesAttempts,
  ],
  ['Two reapers at once lose each attempt once.', reapsOnce],
  ['Entries that are lost wait again where that is asked for.', revivesLost],
];

/** A step before which a worker is killed: what it does until then. */
type KillStep = (queue: CellQueue, cells: readonly LeasedCell[], lease: string) => Promise<unknown>;

const kills: Readonly<Record<string, KillStep>> = {
  'after it took cells': () => Promise.resolve(),
  'after a sign of life': (queue, _cells, lease) => queue.beat(lease),
  'after its first result': (queue, [first], lease) => queue.commit(resultOf(first!, lease)),
  'after all of its results': async (queue, cells, lease) => {
    for (const cell of cells) await queue.commit(resultOf(cell, lease));
  },
  'after it gave its cells back': (queue, _cells, lease) => queue.release(lease),
};

async function survivesKills(trial: QueueTrial): Promise<void> {
  const steps = Object.entries(kills);
  const count = 3 * steps.length;
  const queue = await queueWith(trial, entriesOf(...Array.from({ length: count }, () => 1)));
  for (const [step, until] of steps) {
    const leased = await take(queue, step, 3);
    await until(await alongside(trial), leased, step);
    await trial.pass(60);
    await queue.reap(30);
  }
  await finish(queue, 'rescuer', 3);
  demandEqual('The runs that have a result', runsIn(await resultsOf(queue)), [...Array(count).keys()]);
  await demandEntries(queue, { done: count }, 'after workers were killed at each step');
}

/** Does all that waits. */
async function finish(queue: CellQueue, worker: string, weight: number): Promise<void> {
  for (let i = 0; ; i++) {
    const leased = await queue.take({ lease: `${worker} ${i}`, worker, weight });
    if (leased.length === 0) return;
    for (const cell of leased) await queue.commit(resultOf(cell, worker));
  }
}

async function isolatesPoison(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1, 1, 1, 1, 1, 1));
  const POISON = 2;
  let killed = 0;
  for (let i = 0; i < 40; i++) {
    const worker = `worker ${i}`;
    const leased = await take(queue, worker, 10);
    if (leased.length === 0) break;
    if (!runsIn(leased).includes(POISON)) {
      for (const cell of leased) await queue.commit(resultOf(cell, worker));
      continue;
    }
    killed++;
    for (const cell of leased) await queue.lose(cell, `signal SIGKILL ${killed}`);
  }
  demandEqual('How many workers a poisoned cell ends', killed, 1 + RETRIES);
  await demandEntries(queue, { done: 5, lost: 1 }, 'after a poisoned cell ended its workers');
  const lost = (await queue.lost()).map(({ run, attempt, reason }) => ({ run, attempt, reason }));
  demandEqual('What is lost', lost, [
    { run: POISON, attempt: 1 + RETRIES, reason: `signal SIGKILL ${1 + RETRIES}` },
  ]);
}

async function comparesAttempts(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(2, 1));
  const first = await takeOne(queue, 'a');
  demand(await queue.lose(first, 'exit code 1'), () => 'The attempt that is under way cannot be lost.');
  await loseWrongly(queue, first, 'twice');
  const second = await takeOne(queue, 'b');
  await loseWrongly(queue, first, 'while a later one of its entry is under way');
  demandEqual('Whether the later attempt is held', await queue.beat('b'), true);
  await queue.commit(resultOf(second, 'b'));
  await loseWrongly(queue, second, 'that has a result');
  await trial.pass(1000);
  demandEqual('Attempts with a result that are reaped', await queue.reap(30), 0);
  await demandEntries(queue, { waiting: 1, done: 1 }, 'after attempts were lost too late');
}

async function reapsOnce(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1, 1, 1));
  await take(queue, 'a', 3);
  await trial.pass(60);
  const others = [queue, await alongside(trial), await alongside(trial)];
  const reaped = await Promise.all(others.map((each) => each.reap(30)));
  demandEqual(
    'Attempts that three reapers lose',
    reaped.reduce((sum, each) => sum + each),
    3,
  );
  for (let tries = 0; tries < RETRIES; tries++) {
    const leased = await takeOne(queue, `again ${tries}`);
    demandEqual('The run that is tried again', leased.run, 0);
    await queue.lose(leased, 'exit code 1');
  }
  await demandEntries(queue, { waiting: 2, lost: 1 }, `after an entry was tried again ${RETRIES} times`);
}

async function revivesLost(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1));
  for (let i = 0; i <= RETRIES; i++) await queue.lose(await takeOne(queue, `worker ${i}`), 'exit code 1');
  demandEqual('What is leased of a lost entry', await take(queue, 'b', 1), []);
  demandEqual('Entries that are to be done again', await queue.again(), 1);
  const leased = await takeOne(queue, 'c');
  demandEqual('The attempt of a revived entry', leased.attempt, RETRIES + 2);
  await queue.lose(leased, 'exit code 1');
  await demandEntries(queue, { waiting: 1 }, 'after a revived entry was lost once');
  demandEqual('What is lost', await queue.lost(), []);
}
