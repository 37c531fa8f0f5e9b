import { expect } from 'chai';
import type { CellQueue, LeasedCell, LeaseRequest, PlannedCell } from '../executors/cell-queue.js';
import { MemoryQueue } from '../executors/memory-queue.js';
import { entriesOf, resultOf, trialPlan } from '../executors/rules/queue-trial.js';
import { planCells } from './plan-cells.js';

/** A queue that notes the runs of each piece, and lets a worker act after each call of whoever plans. */
class PlannedQueue extends MemoryQueue {
  readonly pieces: (readonly number[])[] = [];
  act: (call: 'add' | 'take') => Promise<void> = () => Promise.resolve();

  constructor() {
    super(trialPlan, () => 0);
  }

  override async add(cells: readonly PlannedCell[]): Promise<void> {
    this.pieces.push(cells.map(({ run }) => run));
    await super.add(cells);
    await this.act('add');
  }

  override async take(request: LeaseRequest): Promise<readonly LeasedCell[]> {
    const taken = await super.take(request);
    if (request.worker.startsWith('planner ')) await this.act('take');
    return taken;
  }
}

/** Does all that waits, as a worker does. Returns how many entries others have then. */
async function workAll(queue: CellQueue): Promise<number> {
  for (let turn = 0; ; turn++) {
    const cells = await queue.take({ lease: `w ${turn}`, worker: 'w', weight: Infinity });
    if (cells.length === 0) return (await queue.load()).leased;
    for (const cell of cells) await queue.commit(resultOf(cell, 'w'));
    await queue.release(`w ${turn}`);
  }
}

describe('planCells', () => {
  it('leaves something to do between two pieces, whatever workers have done, and gives it back at the end', async () => {
    const queue = new PlannedQueue();
    const left: [string, number][] = [];
    queue.act = async (call) => {
      if (call === 'take' || left.length > 0) left.push([call, await workAll(queue)]);
    };
    await planCells(queue, entriesOf(3, 1, 2, 4, 5, 6, 7), { atOnce: 2 });
    expect(left).to.deep.equal([
      ['take', 1],
      ['add', 1],
      ['add', 1],
      ['add', 1],
    ]);
    expect((await queue.status()).entries).to.deep.include({ waiting: 1, leased: 0, done: 6 });
    expect(await workAll(queue)).to.equal(0);
  });

  it('takes another entry where a worker was faster', async () => {
    const queue = new PlannedQueue();
    const left: number[] = [];
    queue.act = async (call) => {
      if (queue.pieces.length === 1 && call === 'add') await workAll(queue);
      else if (call === 'take') left.push(await workAll(queue));
    };
    await planCells(queue, entriesOf(4, 3, 2, 1), { atOnce: 1 });
    expect(left).to.deep.equal([0, 1]);
    expect((await queue.status()).entries).to.deep.include({ waiting: 3, leased: 0, done: 1 });
  });

  it('adds entries in the order of the queue, and takes none where they come in one piece', async () => {
    const [several, one] = [new PlannedQueue(), new PlannedQueue()];
    await planCells(several, entriesOf(1, 5, 3, 4), { atOnce: 2 });
    expect(several.pieces).to.deep.equal([
      [1, 3],
      [2, 0],
    ]);
    await planCells(one, entriesOf(1, 5), { atOnce: 2 });
    expect(one.pieces).to.deep.equal([[1, 0]]);
    const [first] = await one.take({ lease: 'a', worker: 'a', weight: 0 });
    expect(first!.attempt).to.equal(1);
  });

  it('gives its entry back where a piece cannot be added', async () => {
    const queue = new PlannedQueue();
    queue.act = () =>
      queue.pieces.length === 3 ? Promise.reject(new Error('The disk is full.')) : Promise.resolve();
    const error: unknown = await planCells(queue, entriesOf(1, 2, 3, 4), { atOnce: 1 }).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).to.equal('Error: The disk is full.');
    expect(await queue.load()).to.include({ waiting: 3, leased: 0, leases: 0 });
  });

  it('takes another entry once its own was lost', async () => {
    const queue = new PlannedQueue();
    const beaten = new Promise<void>((resolve) => {
      const beat = queue.beat.bind(queue);
      queue.beat = async (lease) => {
        const isHeld = await beat(lease);
        if (!isHeld) setImmediate(resolve);
        return isHeld;
      };
    });
    const takes: number[] = [];
    queue.act = async (call) => {
      if (call === 'take') takes.push(queue.pieces.length);
      if (takes.length !== 1) return;
      if (call === 'take') expect(await queue.reap(-1)).to.equal(1);
      else await beaten;
    };
    await planCells(queue, entriesOf(1, 2, 3, 4), { atOnce: 1, beat: 0.001 });
    expect(takes).to.deep.equal([1, 2]);
    expect(await queue.load()).to.include({ waiting: 4, leased: 0, leases: 0 });
  });

  it('throws the first error where its entry cannot be given back either, and else what that throws', async () => {
    for (const [isFull, message] of [
      [true, 'The disk is full.'],
      [false, 'The connection is gone.'],
    ] as const) {
      const queue = new PlannedQueue();
      queue.release = () => Promise.reject(new Error('The connection is gone.'));
      queue.act = () =>
        isFull && queue.pieces.length === 2
          ? Promise.reject(new Error('The disk is full.'))
          : Promise.resolve();
      const error: unknown = await planCells(queue, entriesOf(1, 2, 3), { atOnce: 1 }).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(Error).with.property('message', message);
    }
  });

  it('stops before the next piece on a signal, gives its entry back, and adds the rest the next time', async () => {
    const queue = new PlannedQueue();
    const stop = new AbortController();
    queue.act = (call) => {
      if (call === 'add' && queue.pieces.length === 2) stop.abort();
      return Promise.resolve();
    };
    const entries = entriesOf(1, 2, 3, 4, 5);
    const { signal } = stop;
    expect(await planCells(queue, entries, { atOnce: 2, signal })).to.equal(false);
    expect(await queue.load()).to.include({ waiting: 4, leased: 0, leases: 0 });
    expect(await planCells(queue, entries, { atOnce: 2 })).to.equal(true);
    expect(await queue.load()).to.include({ waiting: 5, leased: 0, leases: 0 });
  });
});
