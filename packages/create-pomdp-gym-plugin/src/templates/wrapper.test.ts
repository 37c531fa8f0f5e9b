import { equal } from 'node:assert/strict';
import { describeWrapper } from '@pomdp-gym/conformance';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { template } from './wrapper.js';

describeWrapper(template);

describe('template', () => {
  it('turns a reward of 3 into 6 with a factor of 2', () => {
    const inner = new ModelEnvironment(
      finiteModel({
        states: 1,
        actions: 1,
        observations: 1,
        transition: () => [[0, 1]],
        observation: () => [[0, 1]],
        initialObservation: () => [[0, 1]],
        reward: () => 3,
        start: [[0, 1]],
      }),
    );
    const environment = template.create({ factor: 2 }, inner);
    environment.reset(randomStream(1, 'environment'));
    equal(environment.step(0).reward, 6);
  });
});
