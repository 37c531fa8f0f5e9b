import { InputError, type ParametricPolicy } from '@pomdp-gym/contracts';
import { describeEstimator } from '@pomdp-gym/conformance';
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
  it('needs an environment with a model', () => {
    expect(() => exactGradient.create(exactGradient.options.parse({}), policy)).to.throw(
      InputError,
      'computes on a model',
    );
  });
});
