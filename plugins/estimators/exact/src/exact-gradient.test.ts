import { InputError, type ParametricPolicy } from '@pomdp-gym/contracts';
import { describeEstimator } from '@pomdp-gym/conformance';
import { oneState } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { exactGradient } from './exact-gradient.js';

describeEstimator(exactGradient);
for (const endings of ['centred', 'reset', 'carry'])
  describeEstimator(exactGradient, { options: { beta: 0.9, endings } });
describeEstimator(exactGradient, { options: { endings: 'reset' } });
describeEstimator(exactGradient, { options: { objective: 'discounted', discount: 0.9 } });

const policy: ParametricPolicy = {
  parameters: new Float64Array(1),
  reset: () => undefined,
  act: () => 0,
  addScore: () => undefined,
};

describe('The exact gradient', () => {
  it('refuses at once a policy that writes down no law, and an undiscounted value of what may never end', () => {
    const make = (options: object, given: ParametricPolicy) =>
      exactGradient.create(exactGradient.options.parse(options), given, undefined, oneState);
    expect(() => make({}, policy)).to.throw(InputError, 'writes down no law');
    const table = { observations: 1, actions: 1, probabilities: Float64Array.of(1) };
    const sure: ParametricPolicy = { ...policy, table: () => table };
    expect(() => make({ objective: 'discounted', discount: 1 }, sure)).to.throw(
      RangeError,
      'take a discount below 1',
    );
    expect(make({ objective: 'discounted', discount: 0.5 }, sure).target).to.deep.equal({
      objective: 'discounted',
      discount: 0.5,
    });
  });

  it('needs an environment with a model', () => {
    expect(() => exactGradient.create(exactGradient.options.parse({}), policy)).to.throw(
      InputError,
      'computes on a model',
    );
  });
});
