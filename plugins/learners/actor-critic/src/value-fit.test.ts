import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { spread, ValueFit } from './value-fit.js';
import { ValueInputs } from './value-inputs.js';
import { ValueNetwork } from './value-network.js';

const box = new ValueInputs({ kind: 'box', low: [-2, -Infinity], high: [2, Infinity] }, undefined);
const inputs = Float64Array.of(0.1, 0.5, -0.3, 1, 0.8, -0.7);
const rows = Int32Array.of(0, 1, 2);
const create = () => new ValueFit(box, [8], randomStream(1, 'value'));

/** Fits the three rows for a while. */
function fitted(fit: ValueFit, targets: Float64Array): ValueFit {
  fit.scaleTo(targets);
  for (let k = 0; k < 2000; k++) fit.step(rows, inputs, targets, 0.01);
  return fit;
}

describe('ValueFit', () => {
  it('begins at 0 everywhere', () => expect([...create().values(3, inputs)]).to.deep.equal([0, 0, 0]));

  it('comes to its targets, whatever their unit', () => {
    for (const unit of [2 ** -20, 1, 2 ** 20]) {
      const targets = Float64Array.of(3, -1, 0.5).map((value) => unit * value);
      fitted(create(), targets)
        .values(3, inputs)
        .forEach((value, i) => expect(value / unit).to.be.closeTo(targets[i]! / unit, 1e-3));
    }
  });

  it('keeps its values where it takes another scale', () => {
    const fit = fitted(create(), Float64Array.of(3, -1, 0.5));
    const before = fit.values(3, inputs);
    fit.scaleTo(Float64Array.of(100, 300, 700));
    // Roundings in the larger unit.
    fit.values(3, inputs).forEach((value, i) => expect(value).to.be.closeTo(before[i]!, 1e-11));
  });

  it('takes targets that are all alike', () => {
    const fit = fitted(create(), Float64Array.of(7, 7, 7));
    fit.values(3, inputs).forEach((value) => expect(value).to.be.closeTo(7, 1e-3));
  });
});

describe('ValueNetwork', () => {
  it('has the derivatives of its value', () => {
    const network = new ValueNetwork(2, [4], randomStream(2, 'value'));
    const random = randomStream(3, 'value');
    network.parameters.forEach((_, k) => (network.parameters[k] = 2 * random.uniform() - 1));
    const gradient = new Float64Array(network.parameters.length);
    network.values(3, inputs);
    network.addGradients(Float64Array.of(1, -2, 0.5), 3, gradient);
    const sum = () => {
      const [one, two, three] = network.values(3, inputs);
      return one! - 2 * two! + 0.5 * three!;
    };
    network.parameters.forEach((value, k) => {
      network.parameters[k] = value + 1e-5;
      const above = sum();
      network.parameters[k] = value - 1e-5;
      const below = sum();
      network.parameters[k] = value;
      // Central differences with h = 1e-5 err by about 1e-10.
      expect(gradient[k]).to.be.closeTo((above - below) / 2e-5, 1e-8);
    });
  });
});

describe('ValueInputs', () => {
  const write = (of: ValueInputs, observation: number | Float64Array, memory?: number | Float64Array) => {
    const into = new Float64Array(of.width).fill(NaN);
    of.write(observation, memory, into, 0);
    return [...into];
  };
  const three = { kind: 'discrete', size: 3 } as const;
  const two = { kind: 'discrete', size: 2 } as const;
  const interval = { kind: 'box', low: [0], high: [4] } as const;

  it('are one place an observation, or one a pair of observation and memory', () => {
    expect(write(new ValueInputs(three, undefined), 1)).to.deep.equal([0, 1, 0]);
    expect(write(new ValueInputs(three, two), 1, 1)).to.deep.equal([0, 0, 0, 1, 0, 0]);
  });

  it('are scaled numbers where they fill a box', () => {
    expect(write(new ValueInputs(interval, undefined), Float64Array.of(3))).to.deep.equal([0.5]);
    expect(write(new ValueInputs(interval, two), Float64Array.of(4), 1)).to.deep.equal([1, 0, 1]);
    expect(write(new ValueInputs(three, interval), 2, Float64Array.of(0))).to.deep.equal([0, 0, 1, -1]);
  });
});

it('spread is the mean and the standard deviation', () => {
  expect(spread(Float64Array.of(1, 3, 5, 7))).to.deep.equal({ mean: 4, deviation: Math.sqrt(5) });
});
