import type { Environment } from '@pomdp-gym/contracts';
import { describeWrapper } from '@pomdp-gym/conformance';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { frameStack } from './frame-stack.js';

describeWrapper(frameStack, { agreementSteps: 30_000 });

/** A lamp that goes round; what it shows first is known, and rewards depend on what is seen. */
const lamps = () =>
  new ModelEnvironment(
    finiteModel({
      states: 3,
      actions: 2,
      observations: 3,
      labels: { observations: ['left', 'middle', 'right'] },
      transition: (lit, pressed) => [[(lit + pressed + 1) % 3, 1]],
      observation: (_pressed, lit) => [
        [lit, 0.75],
        [0, 0.25],
      ],
      reward: (lit, pressed, _next, seen) => lit - pressed + seen,
      start: [[2, 1]],
      initialObservation: (lit) => [[lit, 1]],
    }),
  );

describe('around a problem whose rewards depend on what is observed', () => {
  describeWrapper(frameStack, { environment: lamps, options: { frames: 3 }, agreementSteps: 30_000 });
});

describe('FrameStack', () => {
  it('names stacks by what they hold, the oldest first', () => {
    const { observationSpace } = frameStack.create({ frames: 2 }, lamps());
    expect(observationSpace.kind === 'discrete' && observationSpace.labels?.[5]).to.equal('middle → right');
  });

  it('stacks rows of numbers, filled with the first at the start', () => {
    let t = 0;
    const counting: Environment = {
      observationSpace: { kind: 'box', low: [0, 0], high: [9, 8] },
      actionSpace: { kind: 'discrete', size: 1 },
      task: 'continuing',
      reset: () => Float64Array.of(t, -t),
      step: () => ({ observation: Float64Array.of(++t, -t), reward: 0, ending: 'none' }),
    };
    const environment = frameStack.create({ frames: 3 }, counting);
    expect(environment.observationSpace).to.deep.equal({
      ...{ kind: 'box', low: [0, 0, 0, 0, 0, 0], high: [9, 8, 9, 8, 9, 8] },
    });
    expect([...(environment.reset(randomStream(1)) as Float64Array)].map(Math.abs)).to.deep.equal([
      0, 0, 0, 0, 0, 0,
    ]);
    environment.step(0);
    expect([...(environment.step(0).observation as Float64Array)].map(Math.abs)).to.deep.equal([
      0, 0, 1, 1, 2, 2,
    ]);
  });

  it('refuses more stacks than a million', () => {
    expect(() => frameStack.create({ frames: 20 }, lamps())).to.throw(
      'FrameStack would have 3 to the power of 20 observations, and a million are possible: stack fewer frames.',
    );
  });
});
