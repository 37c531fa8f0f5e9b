import type { FiniteTable, Policy, Random } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { drawIndex } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { exactRefusal } from './exact-refusal.js';
import { tableProblem } from './table-problem.js';

/** One state that shows observation 0 or 1; observation 2 is never shown. */
const model = finiteModel({
  states: 1,
  actions: 2,
  observations: 3,
  transition: () => [[0, 1]],
  observation: () => [
    [0, 0.5],
    [1, 0.5],
  ],
  initialObservation: () => [[0, 1]],
  reward: () => 0,
  start: [[0, 1]],
});

const table: FiniteTable = {
  observations: 3,
  actions: 2,
  probabilities: Float64Array.of(0.5, 0.5, 0.2, 0.8, 0.5, 0.5),
};

type Act = (observation: number, random: Random) => number;

function policyOf(act: Act): Policy {
  let random: Random | undefined;
  return {
    reset: (stream) => (random = stream),
    act: (observation) => act(observation as number, random!),
    table: () => table,
  };
}

const byTable: Act = (y, random) => drawIndex(table.probabilities, 2 * y, 2, random);

describe('tableProblem', () => {
  const held: [string, Act][] = [
    ['draws as the table does', byTable],
    [
      'has the same law by other draws',
      (y, random) => (random.uniform() < table.probabilities[2 * y + 1]! ? 1 : 0),
    ],
    [
      'acts otherwise where the model never leads it',
      (y, random) => {
        if (y === 2) throw new Error('never seen');
        return byTable(y, random);
      },
    ],
  ];
  for (const [what, act] of held) {
    it(`holds for a policy that ${what}`, () => {
      for (let seed = 0; seed < 20; seed++)
        expect(tableProblem(policyOf(act), model, seed)).to.equal(undefined);
    });
  }

  let turn = 0;
  // Pairs .7² = .49 against .25 and .3 · .2 …: far beyond the reach of 0.04 of 20,000 draws at a false alarm of 1e-9.
  const wrong: [string, Act, RegExp][] = [
    [
      'is greedy where the table is uniform',
      (y, random) => (y === 0 ? 1 : byTable(y, random)),
      /at observation 0 the actions 0, 0 follow each other with frequency 0\.000, not 0\.250/,
    ],
    [
      'prefers an action a little more',
      (y, random) => (y === 0 ? Number(random.uniform() < 0.7) : byTable(y, random)),
      /at observation 0 /,
    ],
    [
      'takes turns, with the right frequency of each',
      (y, random) => (y === 0 ? turn++ % 2 : byTable(y, random)),
      /follow each other/,
    ],
    [
      'throws',
      () => {
        throw new Error('no such row');
      },
      /it throws at observation 0 \(no such row\)/,
    ],
  ];
  for (const [what, act, sentence] of wrong) {
    it(`refuses a policy that ${what}`, () => {
      expect(tableProblem(policyOf(act), model, 1)).to.match(sentence);
    });
  }

  it('refuses the table of a policy that remembers', () => {
    const policy = { ...policyOf(byTable), memory: () => 0 };
    expect(tableProblem(policy, model, 1)).to.equal('its policy remembers, and a table has no memory');
  });

  it('is asked only where there would be an exact value', async () => {
    const policy = policyOf(() => 0);
    const environment = new ModelEnvironment(model);
    const settings = { evaluation: { steps: 1000, exactStates: 500 }, seed: 1 };
    expect(await exactRefusal(policy, environment, settings)).to.be.a('string');
    expect(await exactRefusal(policy, environment, { ...settings, episodeLimit: 9 })).to.equal(undefined);
    const none = { ...settings, evaluation: { steps: 1000, exactStates: 0 } };
    expect(await exactRefusal(policy, environment, none)).to.equal(undefined);
  });
});
