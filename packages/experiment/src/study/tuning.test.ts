import { expect } from 'chai';
import { parseStudy } from './read-study.js';
import { drawConfigurations, rankAgents, tuningRounds, tuningSeeds } from './tuning.js';

const result = (environment: string, agent: string, mean: number | null) => ({
  environment,
  agent,
  metrics: [
    {
      metric: 'average-reward',
      mean,
      low: null,
      high: null,
      interval: null,
      exact: true,
      problem: null,
    } as const,
  ],
});

describe('tuning', () => {
  it('tries all configurations with the whole budget, or a third each time with three times the steps', () => {
    expect(tuningRounds('random', 20, 900, 1)).to.deep.equal([{ configurations: 20, budget: 900 }]);
    expect(tuningRounds('halving', 27, 2700, 1)).to.deep.equal([
      { configurations: 27, budget: 100 },
      { configurations: 9, budget: 300 },
      { configurations: 3, budget: 900 },
      { configurations: 1, budget: 2700 },
    ]);
    expect(tuningRounds('halving', 10, 900, 250).map(({ budget }) => budget)).to.deep.equal([250, 300, 900]);
    expect(tuningRounds('halving', 1, 900, 1)).to.deep.equal([{ configurations: 1, budget: 900 }]);
  });

  it('draws some of many configurations, each once, in their order, the same each time', () => {
    const names = Array.from({ length: 100 }, (_, i) => String(i));
    const drawn = drawConfigurations(names, 10, 'G');
    expect(drawn)
      .to.have.length(10)
      .and.to.deep.equal(drawConfigurations(names, 10, 'G'));
    expect(drawn.map(Number)).to.deep.equal([...new Set(drawn.map(Number))].sort((a, b) => a - b));
    expect(drawn).not.to.deep.equal(names.slice(0, 10));
    expect(drawConfigurations(names, 100, 'G')).to.deep.equal(names);
  });

  it('takes seeds that the study does not use, and refuses any other', () => {
    const study = parseStudy({ environments: ['a'], agents: [{ policy: 'x' }], seeds: [4, 9, 2] });
    expect(tuningSeeds(study, 3)).to.deep.equal([10, 11, 12]);
    expect(tuningSeeds(study, 2, 5)).to.deep.equal([5, 6]);
    expect(() => tuningSeeds(study, 3, 8))
      .to.throw('The seeds 9 are those of the study too')
      .with.property('name', 'InputError');
  });

  it('ranks by the mean place over environments, whatever their units, failures last', () => {
    const results = [
      ...[
        result('small', 'a', 1),
        result('small', 'b', 2),
        result('small', 'c', 3),
        result('small', 'd', null),
      ],
      ...[
        result('large', 'a', 900),
        result('large', 'b', 800),
        result('large', 'c', 850),
        result('large', 'd', 700),
      ],
    ];
    // Places: a 2 + 0, b 1 + 2, c 0 + 1, d 3 + 3.
    expect(rankAgents(results)).to.deep.equal(['c', 'a', 'b', 'd']);
  });
});
