import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { readModel, writeDpomdp, writePomdp, writePomdpx } from '@pomdp-gym/model-files';
import { modelProblems } from '@pomdp-gym/models';
import { expect } from 'chai';
import { CORPUS } from './corpus.js';

/** What the files of the MADP toolbox hold: agents' actions and observations, and the discount that the file states. */
const counts: Readonly<Record<string, readonly [number, readonly number[], readonly number[], number]>> = {
  '2generals.dpomdp': [2, [2, 2], [2, 2], 1],
  'GridSmall.dpomdp': [16, [5, 5], [2, 2], 0.9],
  'broadcastChannel.dpomdp': [4, [2, 2], [2, 2], 1],
  'dectiger.dpomdp': [2, [3, 3], [2, 2], 1],
  'prisoners.dpomdp': [1, [2, 2], [2, 2], 1],
  'recycling.dpomdp': [4, [3, 3], [2, 2], 0.9],
};

describe('the Dec-POMDPs among the model files', () => {
  const folder = join(CORPUS ?? '.', 'dec');
  const files = CORPUS && existsSync(folder) ? readdirSync(folder) : [];

  before(function () {
    if (files.length === 0) this.skip();
  });

  it('are those with counts', () => {
    expect(files.filter((name) => !(name in counts))).to.deep.equal([]);
  });

  for (const [name, [states, actions, observations, discount]] of Object.entries(counts)) {
    it(`${name} reads with its counts, and survives a round trip to the bit in every format`, function () {
      if (!files.includes(name)) this.skip();
      const { model, values, diagnostics } = readModel(readFileSync(join(folder, name)), name);
      expect(modelProblems(model)).to.deep.equal([]);
      expect(diagnostics).to.deep.equal([]);
      const agents = model.agents ?? [];
      expect([model.states, model.discount]).to.deep.equal([states, discount]);
      expect(agents.map((agent) => agent.actions.size)).to.deep.equal(actions);
      expect(agents.map((agent) => agent.observations.size)).to.deep.equal(observations);
      const texts = [writeDpomdp(model, { values }), writePomdp(model), writePomdpx(model)];
      for (const text of texts)
        expect(isDeepStrictEqual(readModel(text, 'written').model, model), 'the same bits').to.equal(true);
    });
  }
});
