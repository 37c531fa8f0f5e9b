import 'reflect-metadata';
import { contribute, kindNames, kinds, type Spec, specWriter } from '@pomdp-gym/contracts';
import { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { ContainerModule } from 'inversify';
import { z } from 'zod';

/** What a package above contracts may own: a kind with a noun and a spec of its own. */
interface Horoscope {
  readonly text: string;
}
type HoroscopeSpec<Options = unknown> = Spec<Horoscope, [sign: string], Options>;

declare module '@pomdp-gym/contracts' {
  interface SpecOf {
    horoscope: HoroscopeSpec;
  }
}

const table = { ...kinds, horoscope: { article: 'a horoscope', plural: 'horoscopes' } };
const horoscope = specWriter<HoroscopeSpec>();
const weekly = horoscope({
  id: 'weekly',
  summary: 'One sentence a week.',
  options: z.strictObject({ luck: z.number().default(0.5).describe('Share of good weeks') }),
  create: ({ luck }, sign) => ({ text: `${sign}: ${luck}` }),
});

describe('A kind that a package above contracts owns', () => {
  async function loaded(): Promise<Registry> {
    const registry = new Registry(table);
    await registry.load(new ContainerModule((module) => contribute(module, 'horoscope', weekly)), 'here');
    return registry;
  }

  it('is contributed, found and made like any other', async () => {
    const registry = await loaded();
    const made: Horoscope = registry.create('horoscope', { id: 'weekly', options: { luck: 0.25 } }, 'Libra');
    expect(made.text).to.equal('Libra: 0.25');
    expect(registry.kindsOf('weekly')).to.deep.equal(['horoscope']);
    expect(kindNames(registry.table)).to.deep.equal([...kindNames(kinds), 'horoscope']);
  });

  it('has its words in messages', async () => {
    const registry = await loaded();
    expect(() => registry.get('policy', 'weekly')).to.throw(
      'weekly is a horoscope, where a policy is expected.',
    );
    expect(() => registry.get('horoscope', 'daily-and-hourly')).to.throw(
      'There is no horoscope daily-and-hourly. The horoscopes are weekly.',
    );
  });

  it('is held to its types, and its table is not left out', () => {
    const refused = (registry: Registry) => [
      // @ts-expect-error a horoscope is given a sign
      registry.create('horoscope', { id: 'weekly', options: {} }),
      // @ts-expect-error it makes no number
      registry.create('horoscope', { id: 'weekly', options: {} }, 'Libra').text.toFixed(),
      // @ts-expect-error the table lacks the kind that is merged in above
      new Registry(kinds),
      // @ts-expect-error nor may it be left out
      new Registry(),
      // @ts-expect-error the spec makes no horoscope
      horoscope({ ...weekly, create: () => 'good luck' }),
    ];
    expect(refused).to.be.a('function');
  });
});
