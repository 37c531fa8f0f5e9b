import { expect } from 'chai';
import { claimsOf } from './claims.js';
import type { VarianceRow } from './data.js';

/** A row of a white model: every law holds to the digit where κ, |λ₂| and η do what the claims say. */
function row(i: number, gap: number): VarianceRow {
  const [beta, kappa, mean] = [0.9, 0.5 + 0.1 * i, 0.05 * i];
  const variance = (b: number) => kappa / (1 - b ** 2);
  const cut = 1 + (mean ** 2 / kappa) * ((1 + beta) / (1 - beta));
  return {
    model: `model ${i}`,
    family: 'built in',
    factors: {
      ...{ nodes: 3, actions: 2, observations: 3, parameters: 6, secondEigenvalue: ((7 * i) % 20) / 20 },
      ...{ aliasing: i, observationEntropy: 1, actionEntropy: 1, scoreSquare: 1, rewardMean: mean },
      ...{ rewardDeviation: 1, rewardDensity: 1, rewardCorrelation: kappa, rewardOfNode: 1, endingRate: 0 },
    },
    responses: {
      plain: [1, cut * variance(beta), 1],
      average: [1, variance(beta), variance(0.99)],
      squaredMean: [1, 1, 1],
      ...{ constant: 1, observation: 0.95, values: 1, instant: 1, trace: 0, chain: 0.01, olderPlain: 0.1 },
      ...{ older: 0.098, observationRank: 1, observationGap: gap, carried: 1 },
      ...{ actor: variance(beta), actorKnown: variance(beta) / (1.05 - i / 1000) },
      ...{ critic: (7 * i) % 20, bias: 0.1 + ((7 * i) % 20), actorBias: 0.01 },
    },
  };
}

const rows = (gap: number) => Array.from({ length: 20 }, (_, i) => row(i, gap));

describe('the claims of the experiment variance', () => {
  it('are eighteen, and agree on models that are as they say', () => {
    const claims = claimsOf(rows(0.05));
    expect(claims).lengthOf(18);
    const decided = claims.filter(({ verdict }) => verdict === 'agrees').map(({ statement }) => statement);
    // Two are about what has no order here: the number of actions, and the steps to a signal beside |λ₂|.
    expect(decided).to.have.length.at.least(16);
  });

  it('differ where the models say otherwise', () => {
    const claim = claimsOf(rows(0.4)).at(-1)!;
    expect(claim.verdict).equal('differs');
    expect(claim.measured).deep.equal({ estimate: 0, low: 0, high: 0 });
  });
});
