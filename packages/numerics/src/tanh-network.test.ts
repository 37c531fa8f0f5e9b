import { expect } from 'chai';
import { randomStream } from './random-stream.js';
import { TanhNetwork } from './tanh-network.js';

/** The outputs for rows of inputs, copied. */
function outputs(network: TanhNetwork, parameters: Float64Array, rows: readonly (readonly number[])[]) {
  network.inputsOf(rows.length).set(rows.flat());
  return network.forward(parameters).slice();
}

describe('TanhNetwork', () => {
  it('is a linear map and a constant where it has no hidden layer', () => {
    const network = new TanhNetwork([2, 1]);
    expect(network.size).to.equal(3);
    const found = outputs(network, Float64Array.of(2, -1, 0.5), [
      [1, 3],
      [0.5, 0],
    ]);
    expect([...found]).to.deep.equal([-0.5, 1.5]);
  });

  it('is tanh in a hidden layer', () => {
    const network = new TanhNetwork([1, 2, 1]);
    const [found] = outputs(network, Float64Array.of(1, -2, 0.1, 0.2, 3, 4, 5), [[0.7]]);
    // By the definition; a few roundings of numbers below 10.
    expect(found).closeTo(3 * Math.tanh(0.8) + 4 * Math.tanh(-1.2) + 5, 1e-14);
  });

  for (const widths of [
    [3, 2],
    [3, 4, 2],
    [2, 5, 3, 2],
  ]) {
    it(`has the derivatives of its outputs, many rows at a time: ${widths.join(', ')}`, () => {
      const random = randomStream(1, 'network');
      const network = new TanhNetwork(widths);
      const draw = (length: number) => Float64Array.from({ length }, () => 2 * random.uniform() - 1);
      const [theta, inputs, slopes] = [draw(network.size), draw(3 * widths[0]!), draw(3 * 2)];
      const rows = [0, 1, 2].map((row) => [...inputs.subarray(row * widths[0]!, (row + 1) * widths[0]!)]);
      const along = (parameters: Float64Array) =>
        outputs(network, parameters, rows).reduce((sum, value, i) => sum + slopes[i]! * value, 0);
      const gradient = new Float64Array(network.size);
      along(theta);
      network.outputSlopes().set(slopes);
      network.backward(theta, gradient);
      // Central differences with h = 1e-5 err by about h² + ε / h = 2e-10.
      theta.forEach((value, k) => {
        const difference = (along(theta.with(k, value + 1e-5)) - along(theta.with(k, value - 1e-5))) / 2e-5;
        expect(gradient[k]).closeTo(difference, 1e-8);
      });
    });
  }

  it('gives the same for a row alone as among others, whatever it was asked before', () => {
    const network = new TanhNetwork([2, 3, 1]);
    const theta = new Float64Array(network.size);
    network.initialize(theta, randomStream(2, 'network'), 1);
    const [, second] = outputs(network, theta, [
      [0.1, 0.2],
      [0.3, -0.4],
    ]);
    expect(outputs(network, theta, [[0.3, -0.4]])[0]).to.equal(second);
  });

  it('starts with weights within 1 / √inputs of zero, and no biases', () => {
    const network = new TanhNetwork([4, 3, 2]);
    const theta = new Float64Array(network.size).fill(9);
    network.initialize(theta, randomStream(3, 'network'), 1);
    expect(Math.max(...theta.subarray(0, 12).map(Math.abs))).to.be.within(0.1, 0.5);
    expect([...theta.subarray(12, 15), ...theta.subarray(21)]).to.deep.equal([0, 0, 0, 0, 0]);
    expect(Math.max(...theta.subarray(15, 21).map(Math.abs))).to.be.within(0.1, 1 / Math.sqrt(3));
  });

  it('is written a line a unit, and a line a layer where it is large', () => {
    const network = new TanhNetwork([2, 1, 2]);
    expect(network.lines(Float64Array.of(0.5, -0.25, 0.1, 2, 3, -0.3, 0.2))).to.deep.equal([
      'hidden layer 1: 1 tanh of 2',
      '  0: 0.500 -0.250, bias 0.100',
      'outputs: 2 linear of 1',
      '  0: 2.00, bias -0.300',
      '  1: 3.00, bias 0.200',
    ]);
    expect(new TanhNetwork([100, 100, 1]).lines(new Float64Array(10_201))).to.deep.equal([
      'hidden layer 1: 100 tanh of 100',
      'outputs: 1 linear of 100',
    ]);
  });

  it('refuses more parameters than can be kept', () => {
    expect(() => new TanhNetwork([4, 10_000, 10_000, 2])).to.throw(
      RangeError,
      'A network of 4 – 10000 – 10000 – 2 units has 100080002 parameters, and at most 10000000 are kept',
    );
  });
});
