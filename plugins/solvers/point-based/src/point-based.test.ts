import { describeSolver } from '@pomdp-gym/conformance';
import type { FiniteModel, SolverProgress, SolverSpec } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { pbvi } from './pbvi.js';
import { perseus } from './perseus.js';

for (const spec of [pbvi, perseus]) describeSolver(spec);

async function solve(spec: SolverSpec, model: FiniteModel, options = {}): Promise<SolverProgress> {
  const solver = spec.create(spec.options.parse(options));
  let last: SolverProgress | undefined;
  for await (const progress of solver.solve(model, new AbortController().signal)) last = progress;
  return last!;
}

/** A part is good or worn. Using it earns 1 while it is good; inspecting shows its state and costs .2; a new one costs 2. */
const part: FiniteModel = finiteModel({
  states: 2,
  actions: 3,
  observations: 2,
  transition: (state, action) => {
    if (action === 2) return [[0, 1]];
    if (action === 1 || state === 1) return [[state, 1]];
    return [
      [0, 0.9],
      [1, 0.1],
    ];
  },
  observation: (action, next) => [[action === 1 ? next : 0, 1]],
  reward: (state, action) => (action === 1 ? -0.2 : action === 2 ? -2 : state === 0 ? 1 : -1),
  start: [[0, 1]],
  discount: 0.9,
});

/**
 * The exact value by another route: after a replacement or an inspection all is known, and between them the belief only
 * depends on the number of uses since, so value iteration over that number (at most 60) solves it.
 */
function partValue(): number {
  const good = Array.from({ length: 61 }, (_, n) => 0.9 ** n);
  let values = good.map(() => 0);
  let worn = 0;
  for (let sweep = 0; sweep < 1000; sweep++) {
    const replaced = -2 + 0.9 * values[0]!;
    const next = good.map((p, n) => {
      const use = 2 * p - 1 + 0.9 * (values[n + 1] ?? worn);
      const inspect = -0.2 + 0.9 * (p * values[0]! + (1 - p) * worn);
      return Math.max(use, inspect, replaced);
    });
    worn = Math.max(-1 + 0.9 * worn, -0.2 + 0.9 * worn, replaced);
    values = next;
  }
  return values[0]!;
}

describe('PBVI and Perseus', () => {
  for (const spec of [pbvi, perseus]) {
    it(`${spec.id} attains the value of a wearing part to its precision`, async () => {
      const { lower, upper } = await solve(spec, part, { precision: 1e-4 });
      expect(lower).to.be.within(partValue() - 1e-3, partValue() + 1e-9);
      expect(upper).to.be.at.least(partValue() - 1e-9);
    });

    it(`${spec.id} is done at once where nothing is ever earned`, async () => {
      const idle = finiteModel({
        states: 1,
        actions: 1,
        observations: 1,
        transition: () => [[0, 1]],
        observation: () => [[0, 1]],
        reward: () => 0,
        start: [[0, 1]],
        discount: 0.9,
      });
      expect(await solve(spec, idle)).to.include({ lower: 0, upper: 0 });
    });

    it(`${spec.id} keeps to the number of beliefs it is given, and the same seed gives the same bits`, async () => {
      const one = await solve(spec, part, { beliefs: 10, seed: 4 });
      expect(one.detail['beliefs']).to.be.within(1, 10);
      expect(await solve(spec, part, { beliefs: 10, seed: 4 })).to.deep.equal(one);
    });
  }

  it('pbvi finds all beliefs though its draws bring nothing new, and says that there are no more', async () => {
    // Waiting shows the same in 999 of 1000 steps: a draw of what follows is the belief that is known already.
    const waiting = finiteModel({
      states: 3,
      actions: 1,
      observations: 3,
      transition: (state) => [
        [state, 0.999],
        [(state + 1) % 3, 0.001],
      ],
      observation: (_action, next) => [[next, 1]],
      reward: (state) => state,
      start: [[0, 1]],
      discount: 0.9,
    });
    for (let seed = 1; seed <= 5; seed++) {
      const { detail, remark } = await solve(pbvi, waiting, { seed });
      expect(detail['beliefs']).to.equal(3);
      expect(remark).to.equal(
        'It backs up 3 beliefs where up to 500 are asked for: the start leads to no others.',
      );
      const few = await solve(pbvi, waiting, { seed, beliefs: 2 });
      expect([few.detail['beliefs'], few.remark]).to.deep.equal([2, undefined]);
    }
  });
});
