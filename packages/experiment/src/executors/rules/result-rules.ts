import { isInputError } from '@pomdp-gym/contracts';
import type { CellResult } from '../cell-queue.js';
import type { TriedRule } from './planning-rules.js';
import {
  alongside,
  cellOf,
  demand,
  demandEntries,
  demandEqual,
  entriesOf,
  queueWith,
  type QueueTrial,
  resultOf,
  resultsOf,
  secondOf,
  take,
  takeOne,
} from './queue-trial.js';

/** Rules on results. */
export const resultRules: readonly TriedRule[] = [
  ['A result is kept to the bit, and returned in the order of runs.', keepsLines],
  [
    'A second result of the same digest confirms the first; a different one is kept beside it.',
    comparesResults,
  ],
  ['A result that is sent again counts once: its reply may be lost.', countsOnce],
  ['A cell that was delivered to two workers is done once.', takesDuplicates],
  ['Results may come in any order, and after their attempts are lost.', takesLateResults],
  ['A run that failed is never leased again.', leavesFailures],
  ['A run that timed out is done again only where that is asked for, and never differs.', repeatsTimeouts],
  ['A result of a cell that was not planned is refused.', refusesUnknown],
  ['The status counts entries, weights, workers and recent results.', countsAll],
  [
    'Recent results are those of five minutes or the last one, since the first of their runs began.',
    timesResults,
  ],
];

async function keepsLines(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1, 3, 2));
  const committed: CellResult[] = [];
  for (const leased of await take(queue, 'a', 6)) committed.push(resultOf(leased, 'a'));
  for (const result of committed) demandEqual('The outcome', await queue.commit(result), 'kept');
  const expected = [2, 0, 1].map((i) => ({ ...committed[i], first: true, confirmations: 0 }));
  demandEqual('The results', await resultsOf(await alongside(trial)), expected);
}

async function comparesResults(trial: QueueTrial): Promise<void> {
  const entries = entriesOf(1, 1);
  const queue = await queueWith(trial, [...entries, ...entries.map(secondOf)]);
  const outcomes: string[] = [];
  for (const leased of await take(queue, 'a', 4)) {
    const isOther = leased.run === 1 && leased.copy === 1;
    outcomes.push(await queue.commit(resultOf(leased, 'a', isOther ? { digest: 'another' } : {})));
  }
  demandEqual('The outcomes', outcomes, ['kept', 'kept', 'confirmed', 'different']);
  const kept = (await resultsOf(queue)).map(({ run, digest, first, confirmations }) => [
    run,
    digest,
    first,
    confirmations,
  ]);
  const expected = [
    [0, 'digest 0', true, 1],
    [1, 'digest 1', true, 0],
    [1, 'another', false, 0],
  ];
  demandEqual('The results', kept, expected);
  const { incidents, confirmations } = await queue.status();
  demandEqual('The incidents', incidents, 1);
  demandEqual('The confirmations', confirmations, { planned: 2, confirmed: 1 });
  await demandEntries(queue, { done: 4 }, 'after all results came');
}

async function countsOnce(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1));
  const leased = await takeOne(queue, 'a');
  const results = [resultOf(leased, 'a'), resultOf({ ...leased, attempt: 2 }, 'b')];
  const outcomes: string[] = [];
  for (const result of [...results, ...results, ...results]) outcomes.push(await queue.commit(result));
  const [first, second] = ['kept', 'confirmed'];
  demandEqual('The outcomes', outcomes, [first, second, first, second, first, second]);
  demandEqual(
    'The results',
    (await resultsOf(queue)).map(({ confirmations }) => confirmations),
    [1],
  );
  const other = resultOf({ ...leased, attempt: 3 }, 'c', { digest: 'another' });
  const differing = [await queue.commit(other), await queue.commit(other)];
  demandEqual('The outcomes of a differing result', differing, ['different', 'different']);
  demandEqual('The incidents', (await queue.status()).incidents, 1);
}

async function takesDuplicates(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1, 1));
  const other = await alongside(trial);
  const leased = await takeOne(queue, 'a');
  const results = [resultOf(leased, 'a'), resultOf(leased, 'b')];
  const outcomes = await Promise.all(results.map((result, i) => (i === 0 ? queue : other).commit(result)));
  demandEqual('The outcomes of one cell by two workers', [...outcomes].sort(), ['confirmed', 'kept']);
  demandEqual('The number of results', (await resultsOf(queue)).length, 1);
  await demandEntries(queue, { waiting: 1, done: 1 }, 'after two workers did one cell');
}

async function takesLateResults(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(2, 1));
  const slow = await takeOne(queue, 'slow');
  await trial.pass(100);
  await queue.reap(30);
  demandEqual('Whether a lost lease is held', await queue.beat('slow'), false);
  const quick = await takeOne(queue, 'quick');
  demandEqual('The attempt after a lost one', quick, { ...slow, attempt: 2 });
  demandEqual('The outcome of a late result', await queue.commit(resultOf(slow, 'slow')), 'kept');
  await demandEntries(queue, { waiting: 1, done: 1 }, 'after a late result');
  demandEqual('Whether the lease of a cell that is done is held', await queue.beat('quick'), false);
  demandEqual('The outcome after a late result', await queue.commit(resultOf(quick, 'quick')), 'confirmed');
  const last = await takeOne(queue, 'b');
  await queue.lose(last, 'signal SIGKILL');
  demandEqual('The outcome of a result after its loss', await queue.commit(resultOf(last, 'b')), 'kept');
  await demandEntries(queue, { done: 2 }, 'after all results came late');
  demandEqual('What is leased after that', await take(queue, 'c', 10), []);
}

async function leavesFailures(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1));
  const leased = await takeOne(queue, 'a');
  await queue.commit(resultOf(leased, 'a', { status: 'failed' }));
  await trial.pass(1000);
  demandEqual('Attempts of a failed run that are reaped', await queue.reap(30), 0);
  demandEqual('Entries that are to be done again', await queue.again(), 0);
  demandEqual('What is leased after a run failed', await take(queue, 'b', 10), []);
  await demandEntries(queue, { failed: 1 }, 'after a run failed');
}

async function repeatsTimeouts(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(2, 1));
  const slow = await takeOne(queue, 'a');
  await queue.commit(resultOf(slow, 'a', { status: 'timed out', digest: 'late' }));
  demandEqual(
    'The attempts of a run that timed out',
    (await take(queue, 'b', 10)).map(({ run }) => run),
    [1],
  );
  demandEqual('Entries that are to be done again', await queue.again(), 1);
  const again = await takeOne(queue, 'c');
  demandEqual('The run that is done again', again.run, 0);
  demandEqual('The outcome of the run that is done again', await queue.commit(resultOf(again, 'c')), 'kept');
  const late = resultOf({ ...again, attempt: 9 }, 'd', { status: 'timed out', digest: 'late' });
  demandEqual('The outcome of one more that times out', await queue.commit(late), 'confirmed');
  const digests = (await resultsOf(queue)).map(({ digest, confirmations }) => [digest, confirmations]);
  demandEqual('The results', digests, [['digest 0', 0]]);
  demandEqual('The incidents', (await queue.status()).incidents, 0);
  await replacesTimeout(trial);
}

async function replacesTimeout(trial: QueueTrial): Promise<void> {
  const queue = await alongside(trial);
  const result = (changed: Partial<CellResult>) =>
    resultOf({ run: 1, cell: cellOf(1), copy: 0, weight: 1, attempt: 1 }, 'b', changed);
  await queue.commit(result({ status: 'timed out', digest: 'late' }));
  const outcome = await queue.commit(result({ attempt: 2 }));
  demandEqual('The outcome of a result that replaces one that timed out', outcome, 'kept');
  await demandEntries(queue, { done: 2 }, 'after a result replaced one that timed out');
  const digests = (await resultsOf(queue)).map(({ digest }) => digest);
  demandEqual('The results', digests, ['digest 0', 'digest 1']);
}

async function refusesUnknown(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(1));
  const leased = await takeOne(queue, 'a');
  for (const wrong of [{ cell: cellOf(7) }, { copy: 1 }]) {
    const refusal = await queue.commit(resultOf({ ...leased, ...wrong }, 'a')).then(
      () => undefined,
      (error: unknown) => error,
    );
    demand(isInputError(refusal), () => `A result of an entry that was not planned is not refused.`);
  }
  demandEqual('The number of results', (await resultsOf(queue)).length, 0);
}

async function countsAll(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(8, 4, 2, 1));
  demandEqual('The weight that is left at first', (await queue.status()).weightLeft, 15);
  const first = await takeOne(queue, 'a');
  await take(queue, 'b', 6);
  await trial.pass(10);
  await queue.commit(resultOf(first, 'a'));
  const { weightLeft, workers, recent, entries } = await queue.status();
  demandEqual('The entries', entries, { waiting: 1, leased: 2, done: 1, failed: 0, lost: 0 });
  demandEqual('The weight that is left', weightLeft, 7);
  demandEqual('The workers', workers, 2);
  demandEqual('The recent results', [recent.cells, recent.weight], [1, 8]);
  await trial.pass(100);
  const later = await queue.status();
  demandEqual(
    'The workers and recent results after 100 seconds',
    [later.workers, later.recent.cells],
    [0, 1],
  );
}

async function timesResults(trial: QueueTrial): Promise<void> {
  const queue = await queueWith(trial, entriesOf(2, 1));
  demandEqual('Seconds before the first result', (await queue.status()).recent.seconds, 0);
  /** The seconds are those expected, and what the trial itself takes. */
  const demandRecent = async (cells: number, seconds: number, when: string): Promise<void> => {
    const { recent } = await queue.status();
    demandEqual(`Recent results ${when}`, recent.cells, cells);
    const excess = recent.seconds - seconds;
    demand(
      excess > -0.001 && excess < 50,
      () => `Their runs began ${recent.seconds} seconds ago ${when}, where it is ${seconds}.`,
    );
  };
  const [first, next] = await take(queue, 'a', 3);
  await queue.commit(resultOf(first!, 'a', { seconds: 100 }));
  await demandRecent(1, 100, 'after a run of 100 seconds');
  await trial.pass(1000);
  await demandRecent(1, 1100, '1000 seconds later');
  await queue.commit(resultOf(next!, 'a', { seconds: 200 }));
  await demandRecent(1, 200, 'after one more, of 200 seconds');
}
