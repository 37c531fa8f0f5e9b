import { ok } from 'node:assert/strict';
import { describeEnvironment } from '@pomdp-gym/conformance';
import { updateBelief } from '@pomdp-gym/models';
import { template } from './environment-from-tables.js';

describeEnvironment(template);

describe('Template-v0', () => {
  it('is worn after a run and a red gauge with the probability that Bayes’ rule gives', () => {
    const [wear, accuracy] = [0.1, 0.85];
    const model = template.create({ wear, accuracy, cost: 0.5 }).model();
    const [fine, run, red] = [Float64Array.of(1, 0), 0, 1];
    const belief = updateBelief(model, fine, run, red);
    const expected = (wear * accuracy) / (wear * accuracy + (1 - wear) * (1 - accuracy));
    ok(belief && Math.abs(belief[1]! - expected) < 1e-15); // a few roundings of numbers below 1
  });
});
