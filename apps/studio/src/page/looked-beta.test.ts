import { expect } from 'chai';
import type { CatalogueEntry } from '../engine/calls.js';
import { betaOfAgent } from './looked-beta.js';

const entries: readonly CatalogueEntry[] = [
  {
    ...{ kind: 'estimator', id: 'gpomdp', summary: '' },
    options: [
      {
        ...{ name: 'beta', description: '', accepts: 'a number', default: 0.95 },
        field: { input: 'number', isWhole: false },
      },
    ],
  },
];

describe('betaOfAgent', () => {
  it('is the one that the agent states', () => {
    expect(betaOfAgent('softmax+gpomdp:beta=.9+conjpomdp', entries)).to.equal(0.9);
    expect(betaOfAgent('softmax+gpomdp:endings=carry,beta=0+conjpomdp', entries)).to.equal(0);
  });

  it('is the default of its part where it states none or a wrong one', () => {
    expect(betaOfAgent('softmax+gpomdp+conjpomdp', entries)).to.equal(0.95);
    expect(betaOfAgent('softmax+gpomdp:beta=2+conjpomdp', entries)).to.equal(0.95);
  });

  it('is .8 where no part has one', () => {
    expect(betaOfAgent('uniform', entries)).to.equal(0.8);
  });
});
