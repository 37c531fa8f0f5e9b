import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { Replicates } from './replicates.js';

describe('Replicates', () => {
  it('hold one score a seed, in the order of the seeds', () => {
    const runs = Replicates.bySeed([
      [7, 0.5],
      [2, 0.1],
    ]);
    expect(runs.seeds).to.deep.equal([2, 7]);
    expect(runs.scores).to.deep.equal([0.1, 0.5]);
    expect([runs.size, runs.at(7), runs.at(3)]).to.deep.equal([2, 0.5, undefined]);
    expect(runs.map((score, seed) => score * seed).scores).to.deep.equal([0.2, 3.5]);
  });

  it('refuse a seed that comes twice, as the episodes of one run would', () => {
    const episodes = [1, 2, 3].map((score) => [0, score] as const);
    expect(() => Replicates.bySeed(episodes)).to.throw(InputError, 'Seed 0 comes twice');
  });
});
