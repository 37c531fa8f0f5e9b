import type { Environment, KnownOptimum } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { bestControllers } from './best-controllers.js';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { Bugged } from './bugged-environments.test.support.js';
import type { Driver } from './driver.js';
import { checksOfEnvironment } from './environment-spec.test.support.js';
import { ring } from './small-models.js';
import { expect } from 'chai';

const BEATEN = 'No policy that is tried earns more than the known optimum.';

/** Two states in turn, which look alike; the action that is the state's own pays 1. Without memory ½ is earned, with two nodes 1. */
function turns() {
  return finiteModel({
    states: 2,
    actions: 2,
    observations: 1,
    transition: (state) => [[1 - state, 1]],
    observation: () => [[0, 1]],
    reward: (state, action) => Number(state === action),
    start: [[0, 1]],
  });
}

const said = (averageReward: number): KnownOptimum => ({ averageReward, source: 'a guess' });

/** The ring without its model. */
const unwritten = (averageReward: number): Environment =>
  Object.assign(new Bugged(), { optimum: said(averageReward) });

/** Goes on in the ring towards the place that pays, by what is observed. */
const towards: Driver = (observation) => (observation === 4 ? 1 : ((6 - Number(observation)) % 4) % 3);

const planted: readonly Planted[] = [
  {
    bug: 'an optimum that a policy without memory beats',
    checks: () => checksOfEnvironment(() => new ModelEnvironment(ring(), { optimum: said(0.6) })),
    rules: [BEATEN],
    says: /The optimum is said to be 0.6 a step; a policy without memory earns \d\.\d+, by exact evaluation/,
  },
  {
    bug: 'an optimum that a policy with two nodes of memory beats',
    checks: () => checksOfEnvironment(() => new ModelEnvironment(turns(), { optimum: said(0.75) })),
    rules: [BEATEN],
    says: 'a policy with 2 nodes of memory earns 1, by',
  },
  {
    bug: 'an optimum that acting at random beats, without a model',
    checks: () => checksOfEnvironment(() => unwritten(0.1)),
    rules: [BEATEN],
    says: /acting at random earns 0\.\d+ ± 0\.0\d+ over 200000 steps/,
  },
  {
    bug: 'an optimum that the driver beats, without a model',
    checks: () => checksOfEnvironment(() => unwritten(0.6), { driver: towards }),
    rules: [BEATEN],
    says: /the driver earns \d\.\d+ ± 0\.0\d+/,
  },
  {
    bug: 'an optimum above the largest reward',
    checks: () => checksOfEnvironment(() => new ModelEnvironment(turns(), { optimum: said(2) })),
    rules: ['The known optimum is at most the largest reward.'],
    says: 'the largest reward is 1',
  },
];

describe('The rules on a known optimum', () => {
  it('find a policy with two nodes that takes the actions in turn', () => {
    const values = [...bestControllers(turns())].map(({ averageReward }) => averageReward);
    expect(values[0]).to.be.closeTo(0.5, 1e-12);
    expect(values[1]).to.be.closeTo(0.5, 1e-12);
    expect(values[2]).to.be.closeTo(1, 1e-12);
  });

  it('pass the optimum itself, and one that play without a model does not reach', async () => {
    await expectSound(
      checksOfEnvironment(() => new ModelEnvironment(turns(), { optimum: said(1) })),
      20,
    );
    await expectSound(
      checksOfEnvironment(() => unwritten(2), { driver: towards }),
      15,
    );
  });

  itCatches(planted);
});
