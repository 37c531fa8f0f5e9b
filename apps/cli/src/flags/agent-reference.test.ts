import 'reflect-metadata';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { parseAgent } from '@pomdp-gym/experiment';
import { openRegistry } from '../open-registry.js';

describe('parseAgent', () => {
  let registry: Registry;
  before(async () => {
    registry = await openRegistry([], process.cwd());
  });

  it('finds each part by its id, in any order', () => {
    const parts = {
      policy: { id: 'softmax', options: {} },
      estimator: { id: 'gpomdp', options: { beta: 0.8 } },
      optimizer: { id: 'conjpomdp', options: { s0: 100, epsilon: 1e-4 } },
    };
    for (const text of [
      'softmax+gpomdp:beta=.8+conjpomdp:s0=1e+2,epsilon=1e-4',
      'conjpomdp:s0=100,epsilon=1e-4 + gpomdp:beta=.8 + softmax',
    ]) {
      expect(parseAgent(text, registry)).to.deep.equal({ name: text, ...parts });
    }
  });

  it('takes a name before the parts, and leaves it out where there is none', () => {
    const named = parseAgent('short trace=softmax+gpomdp:beta=.1+conjpomdp', registry);
    expect(named).to.include({ name: 'short trace' });
    expect(named.estimator).to.deep.equal({ id: 'gpomdp', options: { beta: 0.1 } });
    expect(parseAgent('lazy = uniform', registry)).to.deep.equal({
      name: 'lazy',
      policy: { id: 'uniform', options: {} },
    });
  });

  it('reads a part with another one in parentheses, plus signs within included', () => {
    const text = 'softmax + gpomdp+restarts:starts=2,optimizer=(plateau:optimizer=(adam:step=1e+0),noise=3)';
    expect(parseAgent(text, registry).optimizer).to.deep.equal({
      id: 'restarts',
      options: {
        starts: 2,
        optimizer: {
          id: 'plateau',
          options: { optimizer: { id: 'adam', options: { step: 1 } }, noise: 3 },
        },
      },
    });
  });

  const refusals: [string, string][] = [
    [
      'softmax+gpomd',
      'There is no policy, estimator, critic, optimizer, learner or solver gpomd. Did you mean gpomdp',
    ],
    ['softmax+uniform', 'The agent softmax+uniform has two of a kind: softmax and uniform (policy).'],
    ['ThreeState-v0', 'ThreeState-v0 is an environment, where a part of an agent is expected.'],
  ];
  for (const [text, sentence] of refusals) {
    it(`refuses ${text}`, () => {
      expect(() => parseAgent(text, registry))
        .to.throw(sentence)
        .with.property('name', 'InputError');
    });
  }
});
