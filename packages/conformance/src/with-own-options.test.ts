import { expect } from 'chai';
import { z } from 'zod';
import { undecidedRules, brokenRules } from './broken-rules.test.support.js';
import { demand } from './check.js';
import { withOwnOptions } from './with-own-options.js';

const rule = 'It is at most 1.';
const failing = [{ name: rule, run: () => demand(false, () => 'It is 2.') }];
const spec = { options: z.strictObject({ discount: z.number().default(0.9), nodes: z.number().default(1) }) };

describe('A rule on what is learnt, under options of the plugin’s own', () => {
  it('is broken where it fails with the defaults, given or not', async () => {
    for (const given of [undefined, {}, { discount: 0.9 }]) {
      const broken = await brokenRules(withOwnOptions(spec, given, failing));
      expect([...broken]).to.deep.equal([[rule, 'It is 2.']]);
    }
  });

  it('is not decided where it fails with others, which the reason names', async () => {
    const checks = withOwnOptions(spec, { discount: 0.5, nodes: 1 }, failing);
    expect([...(await brokenRules(checks))]).to.deep.equal([]);
    expect((await undecidedRules(checks)).get(rule)).to.equal(
      'It is 2. But it is made with options of its own (discount=0.5), with which a sound one may do so; its defaults decide this rule.',
    );
  });

  it('is broken where an option has no default: nothing else can decide it', async () => {
    const required = { options: z.strictObject({ discount: z.number() }) };
    const broken = await brokenRules(withOwnOptions(required, { discount: 0.5 }, failing));
    expect([...broken.keys()]).to.deep.equal([rule]);
  });

  it('is broken where the plugin throws an error of its own', async () => {
    const run = () => {
      throw new TypeError('It is no number.');
    };
    const broken = await brokenRules(withOwnOptions(spec, { discount: 0.5 }, [{ name: rule, run }]));
    expect(broken.get(rule)).to.equal('It is no number.');
  });

  it('passes where it is kept', async () => {
    const checks = withOwnOptions(spec, { discount: 0.5 }, [{ name: rule, run: () => undefined }]);
    expect([...(await brokenRules(checks)), ...(await undecidedRules(checks))]).to.deep.equal([]);
  });
});
