import { expect } from 'chai';
import { runPath } from './run-path.js';

const pathOf = (environment: string, agent: string) =>
  runPath({
    environment: { name: environment, id: 'E-v0', options: {} },
    agent: { name: agent, steps: { direction: 1, lineSearch: 1 }, start: { initialScale: 0 } },
    seed: 3,
    budget: 1,
    batchSize: 1,
    patience: 1,
    evaluation: { steps: 1, exactStates: 1 },
  });

describe('runPath', () => {
  it('keeps plain names, and writes the rest so that no two are alike', () => {
    expect(pathOf('Tiger-v0', 'softmax+gpomdp:beta=.8')).to.deep.equal([
      'Tiger-v0',
      'softmax+gpomdp%3Abeta=.8',
      'seed-3',
    ]);
    expect(pathOf('a b', '../x/β')).to.deep.equal(['a%20b', '..%2Fx%2F%CE%B2', 'seed-3']);
    expect(pathOf('..', '%3A')).to.deep.equal(['%2E%2E', '%253A', 'seed-3']);
  });

  it('refuses a name that is too long, with a way out', () => {
    expect(() => pathOf('E', 'a'.repeat(241))).to.throw('give the agent or the environment a shorter name');
    expect(pathOf('E', 'a'.repeat(240))[1]).to.have.length(240);
  });
});
