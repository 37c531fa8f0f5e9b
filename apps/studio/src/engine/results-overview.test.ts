import { expect } from 'chai';
import { isInputError } from '@pomdp-gym/contracts';
import type { RunRecipe } from './calls.js';
import { resultsOverview } from './results-overview.js';

const record = {
  ...{ run: 0, environment: 'Tiger-v0', agent: 'soft', seed: 1, status: 'finished', averageReward: -1 },
  ...{ exact: true, halfWidth: 0, evaluationSteps: 0, fractionOfOptimum: null, steps: 0, ended: 'finished' },
  ...{ moved: null, iterates: 0, probes: 0, theta: null, curve: [], bounds: null, error: null },
};

const agent = {
  ...{ name: 'soft', policy: 'softmax', optimizer: 'conjpomdp', steps: 512 },
  estimator: { id: 'gpomdp', options: { beta: 0.9 } },
};

const study = {
  name: 'one',
  environments: [{ name: 'Tiger-v0', id: 'Tiger-v0', options: { accuracy: 0.9 } }],
  agents: [agent],
  seeds: [1, 2],
  budget: 100,
};

const overviewOf = (written: object, lines: readonly object[] = [record]) =>
  resultsOverview({ study: JSON.stringify(written), runs: lines.map((line) => `${JSON.stringify(line)}\n`) });

const recipeWith = (change: object): RunRecipe | null =>
  overviewOf({ ...study, agents: [{ ...agent, ...change }] }).recipes[0]!;

describe('resultsOverview', () => {
  const recipe: RunRecipe = {
    ...{ environment: 'Tiger-v0:accuracy=0.9', agent: 'softmax+gpomdp:beta=0.9+conjpomdp' },
    ...{ seed: 0, budget: 100, steps: 512, start: null },
  };

  it('has the recipe of a cell whose settings a recipe holds', () => {
    expect(overviewOf(study).recipes).to.deep.equal([recipe]);
    expect(recipeWith({ start: { initialScale: 0, center: [1, 2] } })).to.deep.equal({
      ...recipe,
      start: [1, 2],
    });
  });

  it('has no recipe where an agent has settings of its steps or its start that a recipe does not hold', () => {
    expect(recipeWith({ steps: { direction: 512, lineSearch: 256 } })).to.equal(null);
    expect(recipeWith({ steps: { direction: 512, lineSearch: 512, paths: 2 } })).to.equal(null);
    expect(recipeWith({ start: { initialScale: 0.2 } })).to.equal(null);
    expect(recipeWith({ start: { initialScale: 0.1, center: [1, 2] } })).to.equal(null);
  });

  it('has no recipe where a study has settings that a recipe does not hold', () => {
    for (const change of [
      { episodeLimit: 7 },
      { budget: { steps: 100, episodes: 3 } },
      { evaluation: { exactStates: 10 } },
      { batchSize: 5 },
    ])
      expect([change, overviewOf({ ...study, ...change }).recipes]).to.deep.equal([change, [null]]);
  });

  it('counts lines as damaged whose environment, agent or seed is not that of their run', () => {
    const wrong = [{ environment: 'other' }, { agent: 'other' }, { seed: 2 }, { run: 1 }, { run: 2 }];
    const overview = overviewOf(study, [record, ...wrong.map((change) => ({ ...record, ...change }))]);
    expect(overview.damaged).to.equal(wrong.length);
    expect(overview.runs.map(({ seed }) => seed)).to.deep.equal([1]);
  });

  it('refuses files without a run of their study', () => {
    let thrown: unknown;
    try {
      overviewOf(study, [{ ...record, agent: 'other' }]);
    } catch (error) {
      thrown = error;
    }
    expect(isInputError(thrown)).to.equal(true);
  });
});
