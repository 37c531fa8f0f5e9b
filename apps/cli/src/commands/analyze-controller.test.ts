import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

interface Printed {
  readonly eta: number;
  readonly gradient: readonly number[];
  readonly discounted: {
    readonly discount: number;
    readonly value: number;
    readonly gradient: readonly number[];
  } | null;
  readonly bestBeta: readonly object[];
}

const printed = async (...args: string[]): Promise<Printed> => {
  const { code, out, err } = await answer('analyze', ...args, '--json');
  expect(code, err).to.equal(0);
  return JSON.parse(out) as Printed;
};

/** The optimal controller of Tiger: open once one side was heard twice more often than the other. */
const TIGER = '0 0 1 2\n1 0 3 0\n2 0 0 4\n3 2 0 0\n4 1 0 0\n';

describe('analyze --controller', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-'));
  const file = join(folder, 'tiger.pg');
  writeFileSync(file, TIGER);
  after(() => rmSync(folder, { recursive: true }));

  it('gives what Tiger’s optimal controller earns: 1.0838 a step, 19.3714 from the start at γ = .95', async () => {
    const { eta, gradient, discounted } = await printed('Tiger-v0', '--controller', file);
    expect(eta).to.be.closeTo(1.0838, 5e-5); // four decimals are published
    expect(discounted!.discount).to.equal(0.95);
    expect(discounted!.value).to.be.closeTo(19.3713683744, 1e-9); // Cassandra's solution
    expect([gradient, discounted!.gradient]).to.deep.equal([[], []]);
  });

  it('gives nearly the same of the softmax controller that starts from that file, with gradients on the joint chain', async () => {
    const policy = `controller:graph=file:${file},temperature=0.05`;
    const { eta, gradient, discounted, bestBeta } = await printed('Tiger-v0', '--policy', policy);
    // What the graph does has the weight e²⁰, so the rest has some 1e-8 of it; it may cost 100 each time, for some steps.
    expect(eta).to.be.closeTo(1.0838, 1e-4);
    expect(discounted!.value).to.be.closeTo(19.3714, 1e-4);
    expect(gradient.length).to.equal(discounted!.gradient.length);
    expect(Math.hypot(...gradient)).to.be.within(1e-12, 1e-3); // the graph is a local optimum
    expect(bestBeta).to.have.length(3);
  });

  it('takes a model without a discount, and gives no discounted value of it', async () => {
    const always = join(folder, 'always.pg');
    writeFileSync(always, '0 1 0 0 0\n');
    const { eta, discounted } = await printed('ThreeState-v0', '--controller', always);
    expect(eta).to.be.closeTo(0.8, 1e-12); // it always takes the second action
    expect(discounted).to.equal(null);
  });

  it('refuses what has no use beside it, and what is no policy graph', async () => {
    for (const [args, sentence] of [
      [['--controller', file, '--theta', '1'], "cannot be used with option '--theta"],
      [['--controller', file, '--policy', 'uniform'], "cannot be used with option '--policy"],
      [['--controller', join(folder, 'none.pg')], 'cannot be read: there is no such file'],
    ] as const) {
      const { code, err } = await answer('analyze', 'Tiger-v0', ...args);
      expect([code, err.includes(sentence)], err).to.deep.equal([2, true]);
    }
  });
});

describe('analyze and the discounted value of the start', () => {
  it('gives V_γ and ∇V_γ, as finite differences of V_γ have it', async () => {
    const theta = [1, 0, -1, 0.3, -0.2, 0.1, 0.5, 0, 0.2];
    const value = async (shift: number, k: number) => {
      const at = theta.map((each, i) => each + (i === k ? shift : 0));
      return (await printed('Tiger-v0', '--theta', at.join())).discounted!;
    };
    const { gradient } = await value(0, 0);
    const [above, below] = [await value(1e-4, 3), await value(-1e-4, 3)];
    // step² / 6 times third derivatives of values up to 2000: 3e-6, with a margin.
    expect((above.value - below.value) / 2e-4).to.be.closeTo(gradient[3]!, 1e-5);
  });
});
