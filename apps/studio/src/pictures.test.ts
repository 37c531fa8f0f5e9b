import 'reflect-metadata';
import { randomStream } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { shippedRegistry } from './shipped-registry.js';

/** They take a file or a program, and draw the name of the state. */
const WITHOUT_DRAWING = ['File', 'Gymnasium'];

describe('The pictures of environments', () => {
  let registry: Registry;
  before(async () => (registry = await shippedRegistry()));

  /** The frame at the start of an episode, and after a step. */
  const framesOf = (id: string) => {
    const environment = registry.create('environment', { id, options: {} });
    environment.reset(randomStream(1, 'environment'));
    const first = environment.frame?.();
    const { actionSpace } = environment;
    environment.step(actionSpace.kind === 'discrete' ? 0 : new Float64Array(actionSpace.low.length));
    return [first, environment.frame?.()];
  };

  it('are drawings of all that is shipped, before and after a step, as one element without scripts, links and nonsense', () => {
    const ids = registry
      .list('environment')
      .map(({ spec }) => spec.id)
      .filter((id) => !WITHOUT_DRAWING.includes(id));
    expect(ids.length).to.be.above(18);
    for (const id of ids)
      for (const frame of framesOf(id)) {
        expect(frame?.svg, id).to.match(
          /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="[^"]+">.*<\/svg>$/s,
        );
        expect(frame?.svg, id).not.to.match(/<script|href|NaN|undefined/);
        expect(frame?.picture.length, id).to.be.above(0);
      }
  });
});
