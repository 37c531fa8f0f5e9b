import type { Environment } from '@pomdp-gym/contracts';
import { describeWrapper } from '@pomdp-gym/conformance';
import { finiteModel, ModelEnvironment, withMemory } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { hidePart } from './hide-part.js';

describeWrapper(hidePart, { options: { observations: [1, 3] }, agreementSteps: 30_000 });

const lamps = () =>
  new ModelEnvironment(
    finiteModel({
      states: 3,
      actions: 2,
      observations: 3,
      labels: { observations: ['left', 'middle', 'right'] },
      transition: (lit, pressed) => [[(lit + pressed + 1) % 3, 1]],
      observation: (_pressed, lit) => [[lit, 1]],
      reward: (lit, pressed) => lit - pressed,
      start: [[0, 1]],
      initialObservation: (lit) => [[lit, 1]],
    }),
  );

describe('a tuple (m, y) of which m is hidden', () => {
  const environment = () => withMemory(lamps(), 2);
  describeWrapper(hidePart, { environment, options: { parts: [0] }, agreementSteps: 30_000 });

  it('shows y alone, without tuples of one entry', () => {
    const { observationSpace } = hidePart.create({ parts: [0], observations: [] }, environment());
    expect(observationSpace).to.deep.equal({ kind: 'discrete', size: 3 });
  });
});

describe('HidePart', () => {
  it('leaves the other numbers of a row', () => {
    const still: Environment = {
      observationSpace: { kind: 'box', low: [0, 1, 2], high: [3, 4, 5] },
      actionSpace: { kind: 'discrete', size: 1 },
      task: 'continuing',
      reset: () => Float64Array.of(1, 2, 3),
      step: () => ({ observation: Float64Array.of(2, 3, 4), reward: 0, ending: 'none' }),
    };
    const environment = hidePart.create({ parts: [1], observations: [] }, still);
    expect(environment.observationSpace).to.deep.equal({ kind: 'box', low: [0, 2], high: [3, 5] });
    expect(environment.reset(randomStream(1))).to.deep.equal(Float64Array.of(1, 3));
    expect(environment.step(0).observation).to.deep.equal(Float64Array.of(2, 4));
  });

  it('puts observations together by name, behind the others', () => {
    const environment = hidePart.create({ parts: [], observations: ['left', 'right'] }, lamps());
    expect(environment.observationSpace).to.deep.equal({
      ...{ kind: 'discrete', size: 2, labels: ['middle', 'hidden'] },
    });
    expect(environment.reset(randomStream(1))).to.equal(1);
    expect(environment.step(0).observation).to.equal(0);
  });

  const refusals: readonly (readonly [object, string])[] = [
    [{ parts: [0] }, 'here an observation has no parts'],
    [{ observations: ['top'] }, 'the observations here are left, middle, right.'],
    [
      { parts: [0], observations: [1] },
      'HidePart hides either parts or observations: give one of the two options.',
    ],
  ];
  for (const [options, sentence] of refusals) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => hidePart.create(hidePart.options.parse(options), lamps())).to.throw(sentence);
    });
  }

  it('refuses to hide all, or what is not there', () => {
    const product = withMemory(lamps(), 2);
    expect(() => hidePart.create({ parts: [0, 1], observations: [] }, product)).to.throw(
      'HidePart hides all 2 parts of what is observed: leave one to be seen.',
    );
    expect(() => hidePart.create({ parts: [2], observations: [] }, product)).to.throw(
      'HidePart hides part 2; the parts here are 0 to 1.',
    );
  });
});
