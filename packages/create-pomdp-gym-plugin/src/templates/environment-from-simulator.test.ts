import { equal, ok } from 'node:assert/strict';
import { describeEnvironment } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { template } from './environment-from-simulator.js';

describeEnvironment(template);

describe('Template-v0', () => {
  it('falls to the right after four pushes: x + 2 grows by 1.1, from 2.1 beyond 3', () => {
    const environment = template.create({ drift: 1.1, push: 0.2, noise: 0 });
    let random = 0;
    while (environment.reset(randomStream(random, 'environment'))[0]! < 0) random++;
    const results = [1, 1, 1, 1].map((action) => environment.step(action));
    equal(results.map(({ ending }) => ending).join(), 'none,none,none,terminated');
    const [last] = results.slice(-1).map(({ observation }) => (observation as Float64Array)[0]!);
    ok(Math.abs(last! - (2.1 * 1.1 ** 4 - 2)) < 1e-12);
  });
});
