import { expect } from 'chai';
import { z } from 'zod';
import { contribute } from './contribute.js';
import type { Environment } from './environment.js';
import type { Estimator } from './estimator.js';
import type { ParametricPolicy } from './policy.js';
import type { Spaces } from './space.js';
import { environment, estimator, type EstimatorSpec, policy, type Spec } from './spec.js';

// The compiler runs these: a line below `@ts-expect-error` that compiles fails the build, and with it `npm test`.

declare const someEstimator: Estimator;
declare const someEnvironment: Environment;
declare function made(from: unknown): Estimator;
declare function world(from: unknown): Environment;

const options = z.strictObject({ beta: z.number().default(0.8) });
/** A spec but for its `create`. */
const sound = { id: 'some', summary: 'Some.', options };

describe('The spec of a kind', () => {
  it('is the one that was written', () => {
    const written = { ...sound, create: () => someEstimator };
    expect(estimator(written)).to.equal(written);
  });

  it('knows its options from their schema', () => {
    const typed = (): Spec<Estimator, [policy: ParametricPolicy], { beta: number }> =>
      estimator({ ...sound, create: ({ beta }) => made(beta.toFixed()) });
    const held = (): EstimatorSpec => typed();
    expect(held).to.be.a('function');
  });

  it('refuses a create that reads what its options lack', () => {
    const refused = () => [
      // @ts-expect-error there is no option `gamma`
      estimator({ ...sound, create: ({ gamma }) => made(gamma) }),
      // @ts-expect-error nor if the parameter has a type of its own
      estimator({ ...sound, create: (_: { beta: number; gamma: number }) => made(_) }),
      // @ts-expect-error `beta` is a number
      estimator({ ...sound, create: (_: { beta: string }) => made(_) }),
    ];
    expect(refused).to.be.a('function');
  });

  it('refuses a create that makes another kind of thing or asks for what it is not given', () => {
    const refused = () => [
      // @ts-expect-error an environment is no estimator
      estimator({ ...sound, create: () => someEnvironment }),
      // @ts-expect-error an estimator is given a policy
      estimator({ ...sound, create: (_, spaces: Spaces) => made(spaces) }),
      // @ts-expect-error an environment is given its options only
      environment({ ...sound, create: (_: unknown, spaces: Spaces) => world(spaces) }),
    ];
    expect(refused).to.be.a('function');
  });

  it('refuses options of the wrong type where it is made, and a kind that it is not', () => {
    const tag = environment({ ...sound, create: () => someEnvironment });
    const refused = () => [
      // @ts-expect-error `beta` is a number
      tag.create({ beta: 'high' }),
      // @ts-expect-error `beta` is missing
      tag.create({}),
      // @ts-expect-error the spec of an environment makes no policy
      contribute({ bind: () => ({ toConstantValue: () => undefined }) }, 'policy', tag),
      // @ts-expect-error a policy acts
      policy({ ...sound, create: () => ({ reset: () => undefined }) }),
    ];
    expect(refused).to.be.a('function');
  });
});
