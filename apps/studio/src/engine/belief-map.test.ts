import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import { beliefMap } from './belief-map.js';

/** A model of a file has no pictures of its states. */
const TWO_STATES = `discount: .9
values: reward
states: 2
actions: 1
observations: 1
T: 0 identity
O: 0 uniform
`;

describe('A belief on a map', () => {
  it('has in each square the probability of what stands there: the two rocks of RockSample', async () => {
    // 2 × 2 cells with two rocks: a state is the position of the robot and which rocks are good; the last one ends the episode.
    const environment = 'RockSample-v0:n=2,k=2,layout=random';
    const registry = await shippedRegistry();
    const model = registry.create('environment', {
      id: 'RockSample-v0',
      options: { n: 2, k: 2, layout: 'random' },
    });
    const states = model.model!().states;
    const start = model.model!().start;
    const belief = Array.from({ length: states }, (_, state) => start[state] ?? 0);
    const map = beliefMap({ environment, belief }, registry)!;
    expect([map.rows, map.columns]).to.deep.equal([4, 4]);
    const of = (role: string) =>
      map.marks.filter((mark) => mark.role === role).map(({ probability }) => probability);
    expect(of('agent')).to.deep.equal([1]);
    for (const role of ['object', 'hazard'])
      for (const probability of of(role)) expect(probability).to.be.closeTo(0.5, 1e-12); // sums of 1/4
  });

  it('is the same within a wrapper that keeps the states, and absent without pictures', async () => {
    const registry = await shippedRegistry();
    const belief = Array.from({ length: 60 }, () => 1 / 60);
    const bare = beliefMap({ environment: 'Hallway-v0', belief }, registry);
    expect(bare?.marks.length).to.be.above(15);
    const wrapped = 'Hallway-v0+RewardScale:factor=2';
    expect(beliefMap({ environment: wrapped, belief }, registry)).to.deep.equal(bare);
    const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-belief-'));
    const path = join(folder, 'two.POMDP');
    writeFileSync(path, TWO_STATES);
    const unnamed = beliefMap({ environment: path, belief: [1, 0] }, registry);
    rmSync(folder, { recursive: true });
    expect(unnamed).to.equal(null);
  });
});
