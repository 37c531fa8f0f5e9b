import { describeChecks, specChecks } from '@pomdp-gym/conformance';
import { executorChecks, type ExecutorServices, inQueueOrder } from '@pomdp-gym/experiment';
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

  it('gives the parts that the rule gives where all parts are looked through for each entry', () => {
    const many = Array.from({ length: 300 }, (_, run) => ({
      ...{ run, cell: String(run), copy: 0, weight: 1 + ((31 * run * run) % 9) },
    }));
    const services = Object.create(null) as ExecutorServices; // it uses none
    for (const count of [1, 2, 7, 64, 299, 301]) {
      const parts = Array.from({ length: count }, (_, i) => {
        const made = shard.create({ index: i + 1, count }, services);
        return made.place === 'shard' ? made.part(many) : [];
      });
      const loads = new Array<number>(count).fill(0);
      for (const { run, weight } of [...many].sort(inQueueOrder)) {
        const lightest = loads.indexOf(Math.min(...loads));
        loads[lightest]! += weight;
        expect(parts[lightest]!.map((cell) => cell.run)).to.include(run);
      }
    }
  });

  it('refuses more parts than 100,000, with a sentence', () => {
    const { error } = shard.options.safeParse({ index: 1, count: 5e9 });
    expect(error?.issues.map(({ path }) => path)).to.deep.equal([['count']]);
    expect(error?.issues[0]?.message).to.include('100000');
    expect(shard.options.safeParse({ index: 1, count: 100_000 }).success).to.equal(true);
  });

  it('refuses a part beyond the last one', () => {
    expect(shard.options.safeParse({ index: 3, count: 2 }).success).to.equal(false);
  });
});
