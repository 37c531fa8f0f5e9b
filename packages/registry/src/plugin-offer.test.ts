import { contribute, type Environment, environment, type Spaces } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { ContainerModule } from 'inversify';
import { z } from 'zod';
import type { PluginOffer } from './plugin-offer.js';
import { Registry } from './registry.js';

const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 2 },
  actionSpace: { kind: 'discrete', size: 2 },
};

/** An environment of this id that does nothing. */
const still = (id: string) =>
  environment({
    id,
    summary: `The problem ${id}.`,
    options: z.strictObject({}),
    create: (): Environment => ({
      ...spaces,
      task: 'continuing',
      reset: () => 0,
      step: () => ({ observation: 0, reward: 0, ending: 'none' }),
    }),
  });

const moduleOf = (id: string) =>
  new ContainerModule((module) => contribute(module, 'environment', still(id)));

/** A registry with two offers, and the sources that have been loaded. */
function setUp() {
  const loaded: string[] = [];
  const offer = (id: string, source: string): PluginOffer => ({
    source,
    contributes: [{ kind: 'environment', id, summary: `The problem ${id}.` }],
    load: () => {
      loaded.push(source);
      return moduleOf(id);
    },
  });
  const registry = new Registry();
  registry.offer(offer('Tiger-v0', 'tiger'));
  registry.offer(offer('Hallway-v0', 'hallway'));
  return { registry, loaded, offer };
}

const made = { id: 'Tiger-v0', options: {} };

describe('A plugin that is offered', () => {
  it('is loaded once, when what it contributes is asked for', () => {
    const { registry, loaded } = setUp();
    expect(registry.find('environment', 'Maze-v0')).to.equal(undefined);
    expect(loaded).to.deep.equal([]);
    expect(registry.create('environment', made).task).to.equal('continuing');
    expect(registry.get('environment', 'Tiger-v0').source).to.equal('tiger');
    expect(loaded).to.deep.equal(['tiger']);
    expect(registry.list('environment').map(({ spec }) => spec.id)).to.deep.equal(['Hallway-v0', 'Tiger-v0']);
    expect(loaded).to.deep.equal(['tiger', 'hallway']);
  });

  it('is described, and suggested for an unknown id, without being loaded', () => {
    const { registry, loaded } = setUp();
    registry.get('environment', 'Hallway-v0');
    expect(registry.describe('environment')).to.deep.equal([
      { kind: 'environment', id: 'Hallway-v0', summary: 'The problem Hallway-v0.', source: 'hallway' },
      { kind: 'environment', id: 'Tiger-v0', summary: 'The problem Tiger-v0.', source: 'tiger' },
    ]);
    expect(registry.kindsOf('Tiger-v0')).to.deep.equal(['environment']);
    expect(() => registry.get('environment', 'tiger')).to.throw('Did you mean Tiger-v0?');
    expect(() => registry.get('policy', 'Tiger-v0')).to.throw('Tiger-v0 is an environment');
    expect(loaded).to.deep.equal(['hallway']);
  });

  it('keeps its ids: a plugin that contributes one of them is refused, loaded or offered', async () => {
    const { registry, loaded, offer } = setUp();
    const refusal = 'The plugin other contributes the environment Tiger-v0, which tiger has contributed';
    const refused = await registry.load(moduleOf('Tiger-v0'), 'other').catch((error: unknown) => error);
    expect(refused).to.have.property('message').that.includes(refusal);
    expect(() => registry.offer(offer('Tiger-v0', 'other'))).to.throw(refusal);
    expect(registry.get('environment', 'Tiger-v0').source).to.equal('tiger');
    expect(loaded).to.deep.equal(['tiger']);
  });
});
