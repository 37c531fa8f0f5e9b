import { expect } from 'chai';
import { BatchMeans } from './batch-means.js';
import { randomStream } from './random-stream.js';

/** A path x_{t+1} = ρ x_t + e_t with e uniform on [−1, 1]: lim T Var(x̄) = Var(e) / (1 − ρ)² = 1 / (3 (1 − ρ)²). */
function autoregression(rho: number, steps: number, seed: number, blocks: BatchMeans): Float64Array {
  const random = randomStream(seed, 'path');
  const sum = new Float64Array(1);
  let x = 0;
  for (let t = 0; t < steps; t++) {
    x = rho * x + 2 * random.uniform() - 1;
    sum[0]! += x;
    blocks.take(1, () => sum);
  }
  return sum;
}

const plain = (block: Float64Array, into: Float64Array) => into.set(block);

describe('BatchMeans', () => {
  it('gives the standard error of the mean of an autoregression', () => {
    const [rho, steps, runs] = [0.8, 40_000, 40];
    const squares = Array.from({ length: runs }, (_, seed) => {
      const blocks = new BatchMeans(1, 16);
      autoregression(rho, steps, seed, blocks);
      return blocks.standardErrors(steps, 1, plain)![0]! ** 2;
    });
    const mean = squares.reduce((sum, square) => sum + square, 0) / runs;
    const exact = 1 / (3 * (1 - rho) ** 2 * steps);
    // 39 blocks of 1,024 steps: a square has relative error √(2/38) = .23, the mean of 40 of them .036; 4.5 of these, and 1 %
    // for the blocks that hang together over 5 steps in 1,024.
    expect(mean / exact).to.be.closeTo(1, 4.5 * 0.036 + 0.01);
  });

  it('gives none while there are fewer than 16 blocks', () => {
    const blocks = new BatchMeans(1, 16);
    autoregression(0.5, 16 * 16 - 1, 1, blocks);
    expect(blocks.standardErrors(255, 1, plain)).to.equal(undefined);
    blocks.take(1, () => Float64Array.of(0));
    expect(blocks.standardErrors(256, 1, plain)).to.have.length(1);
  });

  it('joins blocks in pairs, and takes the same blocks however the steps come', () => {
    const fill = (pieces: (left: number) => number) => {
      const blocks = new BatchMeans(1, 2);
      for (let t = 0; t < 1000;) {
        const steps = Math.min(pieces(blocks.left), blocks.left, 1000 - t);
        t += steps;
        blocks.take(steps, () => Float64Array.of(t * t));
      }
      return blocks;
    };
    const [one, many] = [fill(() => 1), fill((left) => left)];
    // Blocks of 2, 4, 8 steps are joined after 128, 256 and 512: 1000 steps make 62 blocks of 16, and half of one.
    expect(one.blockLength).to.equal(16);
    expect(one.left).to.equal(8);
    expect(one.save()).to.deep.equal(many.save());
    expect(one.save().closed).to.have.length(62);
    expect(one.save().closed[1]).to.deep.equal([32 ** 2 - 16 ** 2]);
  });

  it('goes on from what it saved', () => {
    const blocks = new BatchMeans(1, 16);
    autoregression(0.5, 5000, 3, blocks);
    const copy = new BatchMeans(1, 16);
    copy.restore(blocks.save());
    expect(copy.save()).to.deep.equal(blocks.save());
    expect(() => new BatchMeans(2, 16).restore(blocks.save())).to.throw(RangeError, 'no blocks of 2 sums');
  });

  it('keeps no blocks of more than 2^18 sums, also once it is saved and restored', () => {
    const [most, more] = [2 ** 18, 2 ** 18 + 1].map((dimension) => {
      const means = new BatchMeans(dimension, 1);
      const sums = new Float64Array(dimension);
      for (let block = 0; block < 2; block++) means.take(Math.min(1, means.left), () => sums);
      return means;
    });
    expect(most!.save().closed).to.have.length(2);
    expect(more!.save().closed).to.have.length(0);
    expect(more!.left).to.equal(Infinity);
    more!.restore(more!.save());
    expect(more!.left).to.equal(Infinity);
  });
});
