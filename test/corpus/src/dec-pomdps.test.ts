import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { controllerOf, type FiniteModel, type FiniteStateController } from '@pomdp-gym/contracts';
import { discountedValue, finiteHorizonValues } from '@pomdp-gym/exact';
import { readModel, writeDpomdp, writePomdp, writePomdpx } from '@pomdp-gym/model-files';
import { expectedReward, modelProblems, observationProbabilities, updateBelief } from '@pomdp-gym/models';
import { alternatingMaximisation } from '@pomdp-gym/solver-alternating-maximisation';
import { sarsop } from '@pomdp-gym/solver-sarsop';
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

describe('teams on the Dec-POMDPs among the model files', () => {
  const folder = join(CORPUS ?? '.', 'dec');
  const present = CORPUS !== undefined && existsSync(folder);

  before(function () {
    if (!present) this.skip();
  });

  const modelOf = (name: string, discount: number): FiniteModel => ({
    ...readModel(readFileSync(join(folder, name)), name).model,
    discount,
  });

  async function teamOf(model: FiniteModel, options: object): Promise<FiniteStateController> {
    const parsed = alternatingMaximisation.options.parse(options);
    const run = alternatingMaximisation.create(parsed).solve(model, new AbortController().signal);
    let step = await run.next();
    while (!step.done) step = await run.next();
    return controllerOf(step.value)!;
  }

  /** What one policy for all earns at most, by SARSOP. */
  async function centralisedBound(model: FiniteModel): Promise<number> {
    const solver = sarsop.create(sarsop.options.parse({ trials: 100, relativePrecision: 0.01 }));
    const run = solver.solve(model, new AbortController().signal);
    let upper = Infinity;
    for (let step = await run.next(); !step.done; step = await run.next()) upper = step.value.upper;
    return upper;
  }

  for (const name of Object.keys(counts)) {
    it(`${name}: what a team earns, exactly, is at most what one policy for all can (γ = .9)`, async () => {
      const model = modelOf(name, 0.9);
      const value = discountedValue(model, await teamOf(model, { starts: 3 }), 0.9);
      expect(value).to.be.at.most((await centralisedBound(model)) + 1e-9);
    });
  }

  for (const name of ['2generals.dpomdp', 'prisoners.dpomdp']) {
    it(`${name}: the same for 2 to 6 steps, undiscounted`, async () => {
      const model = modelOf(name, 1);
      for (let horizon = 2; horizon <= 6; horizon++) {
        const values = finiteHorizonValues(model, await teamOf(model, { horizon, starts: 5 }), horizon);
        expect(values[horizon - 1]).to.be.at.most(centralisedHorizonValue(model, horizon) + 1e-9);
      }
    });
  }
});

/** The best that one policy for all earns in so many steps: exact dynamic programming over the beliefs that can be come to. */
function centralisedHorizonValue(model: FiniteModel, horizon: number): number {
  const known = new Map<string, number>();
  const best = (belief: Float64Array, steps: number): number => {
    const key = `${steps} ${belief.join(' ')}`;
    const value = known.get(key) ?? bestHere(belief, steps);
    known.set(key, value);
    return value;
  };
  const bestHere = (belief: Float64Array, steps: number): number => {
    const worth = Array.from({ length: model.actions }, (_, action) => {
      const seen = observationProbabilities(model, belief, action);
      const ahead = [...seen.entries()].reduce(
        (sum, [y, probability]) =>
          probability === 0 || steps === 1
            ? sum
            : sum + probability * best(updateBelief(model, belief, action, y), steps - 1),
        0,
      );
      return expectedReward(model, belief, action) + ahead;
    });
    return Math.max(...worth);
  };
  return best(model.start, horizon);
}
