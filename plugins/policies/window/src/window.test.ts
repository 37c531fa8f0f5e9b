import type { ParametricPolicy, Spaces, StepBatch } from '@pomdp-gym/contracts';
import { describePolicy } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { AdditiveWindow } from './additive-window.js';
import { JointWindow } from './joint-window.js';
import { windowPolicy } from './spec.js';
import { WindowContents } from './window-contents.js';

const box: Spaces = {
  observationSpace: { kind: 'box', low: [-1, -Infinity], high: [3, Infinity] },
  actionSpace: { kind: 'discrete', size: 3 },
};
const finite: Spaces = {
  observationSpace: { kind: 'discrete', size: 2 },
  actionSpace: { kind: 'discrete', size: 2 },
};

describePolicy(windowPolicy, { options: { actions: false } });
describePolicy(windowPolicy, { options: { features: 'additive', length: 3 } });
describePolicy(windowPolicy, { options: { length: 3 }, spaces: box });
describePolicy(windowPolicy, { options: { length: 3 }, spaces: finite });

const make = (options: object, given: Spaces = finite): ParametricPolicy =>
  windowPolicy.create(windowPolicy.options.parse(options), given);

describe('WindowContents', () => {
  it('numbers the sequences of at most two of three steps', () => {
    const contents = new WindowContents(2, 3, 1);
    expect(contents.count).to.equal(1 + 3 + 9);
    expect([0, 1, 2].map((step) => contents.after(0, step))).to.deep.equal([1, 2, 3]);
    // (2) then 1 is the sequence (2, 1), number 4 + 2 · 3 + 1; then 0 drops the 2.
    expect(contents.after(3, 1)).to.equal(11);
    expect(contents.after(11, 0)).to.equal(4 + 3);
  });
});

describe('window policy', () => {
  it('tells contents apart: two observations and the action between them', () => {
    const policy = make({});
    expect(policy).to.be.instanceOf(JointWindow);
    // Five contents (none, and four steps), two observations, two actions.
    expect(policy.parameters).to.have.length(20);
    // Sure to act 1 after having seen 1, acted 0 and seen 0; sure to act 0 otherwise.
    policy.parameters.set(Array.from({ length: 20 }, (_, k) => (k % 2 === 0 ? 1000 : 0)));
    const contents = 1 + 1 * 2 + 0;
    policy.parameters.set([0, 1000], (contents * 2 + 0) * 2);
    policy.reset(randomStream(1, 'policy'));
    expect([0, 0, 1, 0, 0, 1, 1, 0, 0].map((y) => policy.act(y))).to.deep.equal([0, 0, 0, 1, 0, 0, 0, 1, 0]);
  });

  it('is written down as a controller where that is small', () => {
    expect(make({}).controller).to.be.a('function');
    expect(make({ length: 6 }).controller, '1365² · 2 · 2 numbers').to.equal(undefined);
    expect(make({ length: 6 }).memorySpace).to.deep.equal({ kind: 'discrete', size: 1365 });
  });

  it('adds up its places where there are too many contents, or vectors', () => {
    expect(make({ length: 9 })).to.be.instanceOf(AdditiveWindow);
    expect(make({}, box)).to.be.instanceOf(AdditiveWindow);
    expect(() => make({ features: 'joint' }, box)).to.throw(
      RangeError,
      'A window of 2 has infinitely many distributions here: take features=additive',
    );
    expect(() => make({ features: 'joint', length: 12 })).to.throw(RangeError, 'or a shorter one');
  });

  it('remembers vectors on the scale of their box, the latest first, and actions as indicators', () => {
    const policy = make({ length: 3 }, box);
    policy.parameters.fill(0);
    policy.parameters[(2 + 5 + 5 + 1) * 2 - 1] = 1000; // the constant of action 1
    policy.reset(randomStream(1, 'policy'));
    expect([...(policy.memory!() as Float64Array)]).to.deep.equal(new Array(10).fill(0));
    policy.act(Float64Array.of(3, 7));
    policy.act(Float64Array.of(0, -4));
    // (3 − 1) / 2 and (0 − 1) / 2; the other axis has no limits.
    expect([...(policy.memory!() as Float64Array)]).to.deep.equal([-0.5, -4, 0, 1, 0, 1, 7, 0, 1, 0]);
  });

  it('over vectors has the probabilities of a softmax of sums', () => {
    const policy = make(
      { length: 2, actions: false },
      { ...box, actionSpace: { kind: 'discrete', size: 2 } },
    );
    policy.parameters.set([0.3, -0.2, 0.5, 0.1, 0.4, -0.1, 0.2, 0.6, -0.5, 0.7]);
    const column = (width: number, ...values: number[]) => ({ width, values: Float64Array.from(values) });
    const memory = { before: column(2, 0.5, 2), after: column(2, -1, 4) };
    const batch: StepBatch = {
      length: 1,
      observations: column(2, -1, 4),
      actions: { width: 0, values: Int32Array.of(1) },
      rewards: new Float64Array(1),
      ending: 'none',
      memory,
    };
    const x = [-1, 4, 0.5, 2, 1];
    const preference = (u: number) =>
      x.reduce((sum, value, f) => sum + value * policy.parameters[u * 5 + f]!, 0);
    const expected = -Math.log(1 + Math.exp(preference(0) - preference(1)));
    // A few roundings of numbers below 5.
    expect(policy.logProbability!(batch, 0)).to.be.closeTo(expected, 1e-14);
  });

  it('refuses a box of actions', () => {
    expect(() => make({}, { ...box, actionSpace: { kind: 'box', low: [0], high: [1] } })).to.throw(
      RangeError,
      'finitely many actions',
    );
  });
});
