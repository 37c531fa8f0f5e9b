import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { DominationProgram } from './domination-program.js';
import { Purge } from './purge.js';
import { VectorSet } from './vector-set.js';

function purged(size: number, candidates: VectorSet, tolerance: number): VectorSet {
  const purge = new Purge(size, new DominationProgram(size));
  // Twice, since the second time it remembers beliefs.
  for (let time = 0; time < 2; time++)
    for (const work = purge.run(candidates, tolerance); !work.next().done;);
  return purge.kept;
}

function add(set: VectorSet, vector: readonly number[], action = 0): void {
  const at = set.push(action) * set.size;
  set.values.set(vector, at);
}

describe('Purge', () => {
  it('keeps tangents of a convex function and nothing that lies below them', () => {
    const random = randomStream(1, 'tangents');
    const candidates = new VectorSet(3);
    const tangents: number[][] = [];
    for (let i = 0; i < 40; i++) {
      const point = [random.uniform(), random.uniform(), random.uniform()];
      const total = point[0]! + point[1]! + point[2]!;
      const belief = point.map((x) => x / total);
      const square = belief.reduce((sum, x) => sum + x * x, 0);
      tangents.push(belief.map((x) => 2 * x - square));
    }
    tangents.forEach((tangent, i) => {
      add(candidates, tangent, i);
      // Half of this and half of the next are nowhere above both.
      add(
        candidates,
        tangent.map((x, s) => (x + tangents[(i + 1) % 40]![s]!) / 2),
        100,
      );
      add(candidates, tangent, 200);
    });
    const { actions, count } = purged(3, candidates, 1e-12);
    expect([...actions.subarray(0, count)].sort((a, b) => a - b)).to.deep.equal([...tangents.keys()]);
  });

  for (const tolerance of [1e-12, 0.01, 0.1]) {
    it(`loses no more than the tolerance of ${tolerance} at any belief`, () => {
      for (let seed = 0; seed < 10; seed++) {
        const random = randomStream(seed, 'loss');
        const size = 2 + (seed % 4);
        const candidates = new VectorSet(size);
        for (let i = 0; i < 200; i++)
          add(
            candidates,
            Array.from({ length: size }, () => random.uniform() ** 0.3),
          );
        const kept = purged(size, candidates, tolerance);
        expect(kept.count).to.be.lessThan(200);
        for (let i = 0; i < 300; i++) {
          const weights = Float64Array.from({ length: size }, () => -Math.log(1 - random.uniform()));
          const belief = weights.map((weight) => weight / weights.reduce((sum, each) => sum + each, 0));
          const all = candidates.valueAt(candidates.bestAt(belief), belief);
          const left = kept.valueAt(kept.bestAt(belief), belief);
          expect(left).to.be.within(all - tolerance - 1e-13, all);
        }
      }
    });
  }
});
