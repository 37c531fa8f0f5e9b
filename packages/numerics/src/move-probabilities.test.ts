import { expect } from 'chai';
import { drawStartNode } from './draw-start-node.js';
import { moveProbabilities } from './move-probabilities.js';
import { randomStream } from './random-stream.js';

/** Two nodes, one observation, two actions. */
const controller = {
  nodes: 2,
  observations: 1,
  actions: 2,
  start: Float64Array.of(1, 0),
  actionProbabilities: Float64Array.of(0.25, 0.75, 1, 0),
  successorProbabilities: Float64Array.of(0.5, 0.5, 1, 0, 0, 1, 0.125, 0.875),
};

describe('moveProbabilities', () => {
  it('is ψ(u | m, y) ν(m’ | m, y, u), the pair (u, m’) at u · M + m’', () => {
    // Products of dyadic numbers: exact.
    expect([...moveProbabilities(controller)]).to.deep.equal([0.125, 0.125, 0.75, 0, 0, 1, 0, 0]);
  });

  it('writes into an array of the right length, and no other', () => {
    const [right, wrong] = [new Float64Array(8), new Float64Array(7)];
    expect(moveProbabilities(controller, right)).to.equal(right);
    expect(moveProbabilities(controller, wrong)).to.not.equal(wrong);
  });
});

describe('drawStartNode', () => {
  it('takes no number where one node is possible', () => {
    const random = randomStream(1);
    expect(drawStartNode(Float64Array.of(0, 1, 0), random)).to.equal(1);
    expect(random.uint32()).to.equal(randomStream(1).uint32());
  });

  it('draws nodes as often as the law says', () => {
    const random = randomStream(2);
    let second = 0;
    for (let i = 0; i < 10_000; i++) second += Number(drawStartNode(Float64Array.of(0.7, 0.3), random) === 1);
    // A standard deviation of 46: six of them are missed once in 5·10⁸.
    expect(second).to.be.within(3000 - 276, 3000 + 276);
  });
});
