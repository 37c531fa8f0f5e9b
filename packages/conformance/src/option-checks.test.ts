import type { Environment, EnvironmentSpec, FiniteModel } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { z, type ZodType } from 'zod';
import { expectSound, itCatches } from './broken-rules.test.support.js';
import { Bugged } from './bugged-environments.test.support.js';
import type { Check } from './check.js';
import { environmentChecks } from './environment-checks.js';
import type { EnvironmentSettings } from './environment-settings.js';
import { openRules } from './environment-spec.test.support.js';
import { ring } from './small-models.js';

const EFFECT = 'Every option has an effect.';

function rules<Options>(
  options: ZodType<Options>,
  create: (chosen: Options) => Environment,
  settings: EnvironmentSettings = {},
): Check[] {
  const spec: EnvironmentSpec = {
    id: 'Small-v0',
    summary: 'A small one.',
    options,
    create: (chosen) => create(options.parse(chosen)),
  };
  return environmentChecks(spec, { agreementSteps: 20_000, ...settings });
}

/** The ring, its rewards multiplied. */
function scaledRing(scale: number): FiniteModel {
  const model = ring();
  return { ...model, rewards: model.rewards.map(({ values }) => ({ values: values.map((r) => scale * r) })) };
}

const scale = z.number().min(0.5).max(2).default(1).describe('Factor of the rewards');
const strict = z.boolean().default(false).describe('Whether it is strict');
const size = z.int().min(1).max(9).default(3).describe('Size');

describe('The rule on options', () => {
  it('passes options that change the model, the spaces or the path', async () => {
    const checks = rules(
      z.strictObject({ scale }),
      (chosen) => new ModelEnvironment(scaledRing(chosen.scale)),
    );
    await expectSound(checks, 20);
    expect(await openRules(checks)).to.deep.equal({});
  });

  it('passes an option that acts only beside another', async () => {
    const observe = z.enum(['all', 'scaled']).default('all').describe('Which rewards are paid');
    const checks = rules(
      z.strictObject({ observe, scale }),
      (chosen) => new ModelEnvironment(scaledRing(chosen.observe === 'scaled' ? 1.5 * chosen.scale : 1)),
    );
    await expectSound(checks, 20);
    expect(await openRules(checks)).to.deep.equal({});
  });

  it('is not decided where a simulator without a model shows no effect', async () => {
    const open = await openRules(rules(z.strictObject({ size }), () => new Bugged()));
    expect(open[EFFECT]).to.match(/^The option size, changed to 4, shows no effect: give a driver/);
  });

  it('is not decided where no other value is found, and passes with one that the settings give', async () => {
    const map = z.string().default('plain').describe('Map');
    const create = (chosen: { map: string }) =>
      new ModelEnvironment(scaledRing(chosen.map === 'rich' ? 2 : 1));
    const open = await openRules(rules(z.strictObject({ map }), create));
    expect(open[EFFECT]).to.equal(
      'No other allowed value of the option map was found: give some in the settings, alternatives: { map: […] }.',
    );
    const checks = rules(z.strictObject({ map }), create, { alternatives: { map: ['rich'] } });
    await expectSound(checks, 20);
    expect(await openRules(checks)).to.deep.equal({});
  });

  itCatches([
    {
      bug: 'an option that is never read',
      checks: () => rules(z.strictObject({ size }), () => new ModelEnvironment(ring())),
      rules: [EFFECT],
      says: 'The option size has no effect',
    },
    {
      bug: 'a switch that is never read, beside an option that is',
      checks: () =>
        rules(z.strictObject({ scale, strict }), (chosen) => new ModelEnvironment(scaledRing(chosen.scale))),
      rules: [EFFECT],
      says: 'The option strict has no effect',
    },
  ]);
});
