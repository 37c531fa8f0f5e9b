import { type FiniteModel, memoryless, type Policy, type Random } from '@pomdp-gym/contracts';
import { discountedValue } from '@pomdp-gym/exact';
import { deterministicController } from '@pomdp-gym/models';
import { drawIndex } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { errand, ring } from '../small-models.js';
import { Listener } from '../listener.test.support.js';
import { tigerModel, tigerValue } from '../tiger-model.js';
import { delivery, ledge } from '../worth-models.js';
import { policyWorth } from './policy-worth.js';

/** Both ends come from sums of numbers of size 100 at most, settled to 10⁻¹⁰ of it. */
const ROUNDING = 1e-7;

/** Acts by the observation alone. */
const byObservation = (choices: readonly number[]): Policy => ({
  reset: () => undefined,
  act: (observation) => choices[observation as number]!,
});

/** Takes an action by the parity of its own steps: histories of the two parities may leave the same belief. */
function alternating(): Policy {
  let step = 0;
  return { reset: () => (step = 0), act: () => step++ % 2 };
}

/** Takes one of two actions by chance. */
function drawing(probabilities: Float64Array): Policy {
  let random: Random;
  return {
    reset: (stream) => void (random = stream),
    act: () => drawIndex(probabilities, 0, probabilities.length, random),
  };
}

/** A table of one row for all observations, and a controller. */
const blindTable = (model: FiniteModel, row: readonly number[]) => {
  const observations = model.initialObservationTable ? model.observations : model.observations + 1;
  const probabilities = Float64Array.from(
    { length: observations * row.length },
    (_, i) => row[i % row.length]!,
  );
  return memoryless({ observations, actions: row.length, probabilities });
};

const parity = (model: FiniteModel) =>
  deterministicController({
    nodes: 2,
    observations: model.initialObservationTable ? model.observations : model.observations + 1,
    actions: model.actions,
    start: 0,
    action: (node) => node,
    successor: (node) => 1 - node,
  });

describe('The worth of a policy', () => {
  it('is that of one action for ever, by exact analysis of the controller', () => {
    for (const model of [ledge(1), ledge(3), delivery(), { ...errand(), discount: 0.95 }]) {
      const row = Array.from({ length: model.actions }, (_, action) => Number(action === 1));
      const expected = discountedValue(model, blindTable(model, row), model.discount!);
      const { least, most } = policyWorth(model, byObservation(Array<number>(9).fill(1)), {
        discount: model.discount!,
      });
      expect(least).to.be.closeTo(expected, ROUNDING);
      expect(most).to.be.closeTo(expected, ROUNDING);
    }
  });

  it('is −14/15 for climbing for ever: from the ledge 1 − 2 · .9, from the pit −2, each by a third', () => {
    const { least, most } = policyWorth(ledge(1), byObservation([1, 1, 1]), { discount: 0.9 });
    expect(least).to.be.closeTo(-14 / 15, ROUNDING);
    expect(most).to.be.closeTo(-14 / 15, ROUNDING);
  });

  it('is the optimum of Tiger for the policy that counts what it hears', () => {
    const { least, most, moves } = policyWorth(tigerModel(0.75), new Listener(), { discount: 0.75 });
    expect(least).to.be.closeTo(tigerValue(0.75), ROUNDING);
    expect(most).to.be.closeTo(tigerValue(0.75), ROUNDING);
    expect(moves).to.be.below(10);
  });

  it('lies in the interval where the policy remembers more than the belief', () => {
    for (const model of [tigerModel(0.75), ledge(1), { ...ring(), discount: 0.6 }]) {
      const expected = discountedValue(model, parity(model), model.discount!);
      const { least, most } = policyWorth(model, alternating(), { discount: model.discount!, moves: 300 });
      expect(least).to.be.at.most(expected + ROUNDING);
      expect(most).to.be.at.least(expected - ROUNDING);
    }
  });

  it('lies in the interval where the policy draws lots', () => {
    const model = ledge(1);
    const expected = discountedValue(model, blindTable(model, [0.5, 0.5]), 0.9);
    const { least, most } = policyWorth(model, drawing(Float64Array.of(0.5, 0.5)), { discount: 0.9 });
    expect(least).to.be.below(expected);
    expect(most).to.be.above(expected);
  });

  it('closes in from both sides as more is explored, where beliefs never end', () => {
    const model = { ...ring(), discount: 0.6 };
    const width = (moves: number) => {
      const { least, most } = policyWorth(model, byObservation([0, 1, 2, 1, 0]), { discount: 0.6, moves });
      return most - least;
    };
    expect(width(300)).to.be.below(width(30) / 2);
    expect(width(30)).to.be.above(1e-3);
  });

  it('cannot be determined for a policy that does not repeat itself', () => {
    let calls = 0;
    const restless: Policy = { reset: () => undefined, act: () => calls++ % 2 };
    expect(() => policyWorth(ledge(1), restless, { discount: 0.9 })).to.throw('does not repeat itself');
  });
});
