import 'reflect-metadata';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import { solveProblem } from './solve-problem.js';

describe('A problem that is solved', () => {
  let registry: Registry;
  before(async () => (registry = await shippedRegistry()));

  const solved = (environment: string) =>
    solveProblem(
      { environment, solver: 'sarsop:discount=.9,precision=.05' },
      {
        registry,
        opened: {},
        optima: new Map(),
        emit: () => undefined,
        signal: new AbortController().signal,
      },
    );

  it('has the regions of its α-vectors over three states, so that the page cuts none', async () => {
    const { actions, vectors, regions } = await solved(
      'Garnet-v0:states=3,observations=2,branching=2,observationNoise=.3',
    );
    expect(regions!.length).to.equal(vectors!.length);
    expect(regions!.some((corners) => corners.length >= 3)).to.equal(true);
    for (const { action } of vectors!) expect(actions).to.include(action);
  });

  it('has no regions over two states, and all actions of the environment, best somewhere or not', async () => {
    const { actions, regions } = await solved('Tiger-v0');
    expect(regions).to.equal(null);
    expect(actions).to.deep.equal(['listen', 'open-left', 'open-right']);
  });
});
