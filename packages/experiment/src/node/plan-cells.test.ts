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
    await planCells(queue, entriesOf(3, 1, 2, 4, 5, 6, 7), 2);
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
    await planCells(queue, entriesOf(4, 3, 2, 1), 1);
    expect(left).to.deep.equal([0, 1]);
    expect((await queue.status()).entries).to.deep.include({ waiting: 3, leased: 0, done: 1 });
  });

  it('adds entries in the order of the queue, and takes none where they come in one piece', async () => {
    const [several, one] = [new PlannedQueue(), new PlannedQueue()];
    await planCells(several, entriesOf(1, 5, 3, 4), 2);
    expect(several.pieces).to.deep.equal([
      [1, 3],
      [2, 0],
    ]);
    await planCells(one, entriesOf(1, 5), 2);
    expect(one.pieces).to.deep.equal([[1, 0]]);
    const [first] = await one.take({ lease: 'a', worker: 'a', weight: 0 });
    expect(first!.attempt).to.equal(1);
  });

  it('gives its entry back where a piece cannot be added', async () => {
    const queue = new PlannedQueue();
    queue.act = () =>
      queue.pieces.length === 3 ? Promise.reject(new Error('The disk is full.')) : Promise.resolve();
    const error: unknown = await planCells(queue, entriesOf(1, 2, 3, 4), 1).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).to.equal('Error: The disk is full.');
    expect(await queue.load()).to.include({ waiting: 3, leased: 0, leases: 0 });
  });
});
