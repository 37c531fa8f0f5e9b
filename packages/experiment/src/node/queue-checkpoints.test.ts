import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import type { CellQueue } from '../executors/cell-queue.js';
import { MemoryStore } from '../executors/memory-store.js';
import type { RunCheckpoint } from '../executors/run-checkpoint.js';
import { trialPlan } from '../executors/rules/queue-trial.js';
import { checkpointAt } from './checkpoint-at.test.support.js';
import { QueueCheckpoints } from './queue-checkpoints.js';

/** A queue whose calls end where the test says so. */
const heldQueue = async () => {
  const calls: { readonly sent: string; keep(): void; refuse(): void }[] = [];
  const keepCheckpoint: CellQueue['keepCheckpoint'] = ({ cell }, text) =>
    new Promise((resolve, reject) => {
      const { seconds } = JSON.parse(text) as RunCheckpoint;
      calls.push({
        sent: `${cell} ${seconds}`,
        keep: () => resolve(true),
        refuse: () => reject(new Error('The server is gone.')),
      });
    });
  const queue = Object.assign(await new MemoryStore(() => 0).open(trialPlan), { keepCheckpoint });
  return { calls, checkpoints: new QueueCheckpoints(queue) };
};

const leased = (cell: string) => ({ run: 0, cell, copy: 0, weight: 1, attempt: 1 });

describe('QueueCheckpoints', () => {
  const sentOf = (calls: readonly { readonly sent: string }[]) => calls.map(({ sent }) => sent);

  it('leaves a checkpoint out while the one before is on its way, for each run by itself', async () => {
    const { calls, checkpoints } = await heldQueue();
    checkpoints.keep(leased('a'), checkpointAt(1));
    checkpoints.keep(leased('a'), checkpointAt(2));
    checkpoints.keep(leased('b'), checkpointAt(3));
    expect(sentOf(calls)).to.deep.equal(['a 1', 'b 3']);
    calls[0]!.keep();
    await turn();
    checkpoints.keep(leased('a'), checkpointAt(4));
    checkpoints.keep(leased('b'), checkpointAt(5));
    expect(sentOf(calls)).to.deep.equal(['a 1', 'b 3', 'a 4']);
  });

  it('sends the next one after one that did not come through, and leaves no rejection behind', async () => {
    const { calls, checkpoints } = await heldQueue();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    checkpoints.keep(leased('a'), checkpointAt(1));
    calls[0]!.refuse();
    await turn();
    process.off('unhandledRejection', note);
    expect(unhandled).to.deep.equal([]);
    checkpoints.keep(leased('a'), checkpointAt(2));
    expect(sentOf(calls)).to.deep.equal(['a 1', 'a 2']);
  });
});
