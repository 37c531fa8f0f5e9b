import { expect } from 'chai';
import { parseStudy } from './read-study.js';
import { studyDifferences } from './study-differences.js';

const written = {
  environments: ['a', 'b'],
  agents: [{ policy: 'x' }, { name: 'G', policy: 'softmax', learner: 'online:rate=.1' }],
  seeds: 3,
  budget: 100,
};
const study = parseStudy(written);
const differences = (changed: object) => studyDifferences(study, parseStudy({ ...written, ...changed }));

describe('studyDifferences', () => {
  it('finds none where a study has the same runs and more, in any order', () => {
    expect(differences({})).to.deep.equal([]);
    expect(
      differences({
        environments: ['c', 'b', 'a'],
        agents: [...written.agents, { policy: 'y' }].reverse(),
        seeds: [9, 3, 2, 1],
        patience: 5,
        name: 'other',
      }),
    ).to.deep.equal([]);
  });

  it('names every setting, environment, agent and seed that is another or is missing', () => {
    expect(
      differences({
        environments: ['a'],
        agents: [{ policy: 'x' }, { name: 'G', policy: 'softmax', learner: 'online:rate=.2' }],
        seeds: [1, 3],
        budget: 200,
        evaluation: { steps: 5000 },
      }),
    ).to.deep.equal([
      'its budget is 100, and 200 here',
      'its evaluation.steps is 200000, and 5000 here',
      'it has the environment b, which is not here',
      'its agent G.learner.options.rate is 0.1, and 0.2 here',
      'it has the seed 2, which is not here',
    ]);
    expect(
      studyDifferences({ ...study, seeds: [1, 2, 3, 4, 5, 6, 7, 8] }, { ...study, seeds: [8] }),
    ).to.deep.equal(['it has the seeds 1, 2, 3, 4, 5 and 2 more, which are not here']);
  });
});
