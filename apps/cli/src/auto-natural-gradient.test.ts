import 'reflect-metadata';
import { parseStudy, recordOf, runEvents, runsOf, runState, waiting } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { tmpdir } from 'node:os';
import { lastValueFrom, toArray } from 'rxjs';
import { openRegistry } from './open-registry.js';

/** One run of 8,000 steps on Tiger with a controller of three nodes; η of its policies is exact. */
async function climb(optimizer: string) {
  const study = parseStudy({
    environments: ['Tiger-v0'],
    agents: [{ name: 'auto', policy: 'controller:nodes=3', estimator: 'auto', optimizer, steps: 1000 }],
    seeds: [1],
    budget: 8000,
    evaluation: { exactStates: 2000 },
  });
  const [description] = runsOf(study);
  const registry = await openRegistry([], tmpdir());
  const points = await lastValueFrom(runEvents(description!, registry).pipe(toArray()));
  return recordOf(0, description!, points.reduce(runState, waiting));
}

describe('auto with the natural gradient, on Tiger with a controller', function () {
  this.timeout(240_000);

  for (const step of ['even', 'search'])
    it(`climbs from η near −30 to the plateau of listening at −1 (step=${step})`, async () => {
      const { averageReward, exact, curve, choices } = await climb(`natural-gradient:step=${step}`);
      expect(exact).to.equal(true);
      // The start is near the uniform policy: each of three actions in a third of the steps earns (−1 + 2 (10 − 100) / 2) / 3 = −30.33.
      // Parameters uniform on [−1, 1] spread it by 2.8, the standard deviation of the exact η of 300 draws: four of them.
      expect(curve![0]![1]).to.be.closeTo(-91 / 3, 4 * 2.8);
      // Of the 29 that lie between, this seed leaves .2 and .4; of seeds 1 to 8, all leave below .7 with `search`, below 1.9 with `even`.
      expect(averageReward!).to.be.within(-2, -1);
      // Each trial of the search is the next direction, whole: its path does not end at a sign.
      const reasons = Object.keys(choices!['probe']?.reasons ?? {});
      expect(reasons.filter((reason) => reason.startsWith('sign'))).to.deep.equal([]);
    });
});
