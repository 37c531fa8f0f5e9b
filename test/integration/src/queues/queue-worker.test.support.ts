import 'reflect-metadata';
import { workCells } from '@pomdp-gym/experiment/node';
import { connectQueue } from './connect-queue.test.support.js';
import { QueuedStudy, versions } from './queued-study.test.support.js';

// A worker process of a test: does what the first study of a queue has, until nothing is left. Argument: the executor. The address of the
// queue is in the environment.
const store = await connectQueue(
  process.argv[2] === 'bullmq' ? 'bullmq' : 'pg-boss',
  process.env['POMDP_GYM_QUEUE'] ?? '',
);
const [plan] = await store.studies();
if (!plan) throw new Error('The queue has no study.');
const { runs, idOf, handshake, executor } = await studyOf(plan.study);
const queue = await store.open(plan);
const worker = `process ${process.pid}`;
const [done] = await workCells(
  [{ queue, worker, runs, idOf, handshake, versions }],
  {
    executors: [executor],
    clock: () => performance.now() / 1000,
    times: { chunk: 0.25, beat: 0.25, silence: 5, look: 0.2 },
  },
  new AbortController().signal,
);
if (done?.refusal) throw done.refusal;
await store.close();

async function studyOf(written: unknown) {
  const study = await QueuedStudy.open(written);
  return { runs: study.runs, idOf: study.idOf, handshake: study.handshake, executor: study.executor() };
}
