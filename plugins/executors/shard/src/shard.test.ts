import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { executorChecks, type ExecutorServices } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { shard } from './shard.js';

describeChecks(`${shard.id} is an executor`, [...specChecks(shard), ...executorChecks(shard)]);

describe('shard', () => {
  /** Entries of these weights. */
  const entries = [3, 1, 2, 2, 1, 1, 1].map((weight, run) => ({ run, cell: String(run), copy: 0, weight }));
  const runsOf = (index: number, count: number): number[] => {
    const services = Object.create(null) as ExecutorServices; // it uses none
    const made = shard.create({ index, count }, services);
    return made.place === 'shard' ? made.part([...entries].reverse()).map(({ run }) => run) : [];
  };

  it('gives each entry to the part that has the least, the longest first, so that the parts have all of them once', () => {
    expect([1, 2, 3].map((index) => runsOf(index, 3))).to.deep.equal([
      [0, 5],
      [2, 1, 6],
      [3, 4],
    ]);
  });

  it('refuses a part beyond the last one', () => {
    expect(shard.options.safeParse({ index: 3, count: 2 }).success).to.equal(false);
  });
});
