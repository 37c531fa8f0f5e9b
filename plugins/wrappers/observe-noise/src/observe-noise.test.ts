import type { Environment } from '@pomdp-gym/contracts';
import { describeWrapper } from '@pomdp-gym/conformance';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { observeNoise } from './observe-noise.js';

describeWrapper(observeNoise, { agreementSteps: 30_000 });

/** Two lamps whose reward depends on what is seen; `first` says whether something is seen before the first action. */
const lamps = (first: boolean) =>
  new ModelEnvironment(
    finiteModel({
      states: 2,
      actions: 2,
      observations: 3,
      transition: (lit, pressed) => [
        [lit, 0.6],
        [pressed, 0.4],
      ],
      observation: (_pressed, lit) => [
        [lit, 0.7],
        [2, 0.3],
      ],
      reward: (lit, pressed, _next, seen) => (lit === pressed ? 1 : 0) + 2 * seen,
      start: [[0, 1]],
      ...(first && { initialObservation: () => [[1, 1]] as const }),
    }),
  );

describe('around a problem whose rewards depend on what is observed', () => {
  for (const first of [false, true]) {
    const environment = () => lamps(first);
    describeWrapper(observeNoise, { environment, options: { level: 0.5 }, agreementSteps: 30_000 });
  }
});

describe('ObserveNoise on real numbers', () => {
  it('adds normal noise of the standard deviation that is given, cut off at the bounds', () => {
    const still: Environment = {
      observationSpace: { kind: 'box', low: [-Infinity, 0], high: [Infinity, 1] },
      actionSpace: { kind: 'discrete', size: 1 },
      task: 'continuing',
      reset: () => Float64Array.of(3, 0.5),
      step: () => ({ observation: Float64Array.of(3, 0.5), reward: 0, ending: 'none' }),
    };
    const environment = observeNoise.create({ level: 2 }, still);
    environment.reset(randomStream(1, 'environment'));
    let [sum, squares, low, high] = [0, 0, 1, 0];
    const steps = 20_000;
    for (let t = 0; t < steps; t++) {
      const [free, bounded] = environment.step(0).observation as Float64Array;
      sum += free! - 3;
      squares += (free! - 3) ** 2;
      low = Math.min(low, bounded!);
      high = Math.max(high, bounded!);
    }
    // Five standard errors: 2/√T of the mean, 4·√(2/T) of the variance.
    expect(sum / steps).closeTo(0, (5 * 2) / Math.sqrt(steps));
    expect(squares / steps).closeTo(4, 5 * 4 * Math.sqrt(2 / steps));
    expect([low, high]).to.deep.equal([0, 1]);
  });

  it('refuses a chance above 1 where observations are finitely many', () => {
    expect(() => observeNoise.create({ level: 1.5 }, lamps(true))).to.throw(
      'The level of ObserveNoise is 1.5: of finitely many observations it is a chance, so at most 1.',
    );
  });
});
