import { InputError } from '@pomdp-gym/contracts';
import { observeFirst } from '@pomdp-gym/models';
import { dot, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { DiscountedAnalysis } from './discounted-analysis.js';
import { discountedValue } from './discounted-value.js';
import { centralDifferences } from './finite-differences.test.support.js';
import { forwardStartGradient } from './forward-variance.test.support.js';
import { randomModel } from './garnet.test.support.js';
import { outsideMemory, rememberingSoftmax, softmaxController } from './memory.test.support.js';
import { PolicyAnalysis } from './policy-analysis.js';
import { Softmax } from './softmax.test.support.js';
import { targetGradient } from './target-gradient.js';

function numbers(length: number, seed: number, name: string): Float64Array {
  const random = randomStream(seed, name);
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
}

const settings = { states: 3, actions: 2, observations: 2, branching: 2 } as const;
const memory = { nodes: 2, observations: 2, actions: 2, start: Float64Array.of(0.3, 0.7) };

const MODELS = [
  {},
  { actionDependent: true },
  { terminal: 1 },
  { terminal: 1, actionDependent: true, rewardSeen: true },
];

describe('∇V_γ of controllers', () => {
  for (const [seed, more] of MODELS.entries()) {
    const model = randomModel({ ...settings, ...more }, 300 + seed);
    const softmax = Softmax.oneHot(4, 4, numbers(16, seed, 'memory'));
    const policy = rememberingSoftmax(memory, softmax);

    for (const discount of 'terminal' in more ? [0.6, 1] : [0, 0.95]) {
      it(`is that of finite differences at γ = ${discount}: ${JSON.stringify(more)}`, () => {
        const gradient = targetGradient(model, policy, { objective: 'discounted', discount });
        const differences = centralDifferences(
          policy,
          () => discountedValue(model, softmaxController(memory, softmax), discount),
          1e-4,
        );
        // step² / 6 = 2e-9 times third derivatives up to some 20, the values of .95.
        gradient.forEach((g, k) => expect(g).closeTo(differences[k]!, 1e-7));
      });

      it(`is that of power series at γ = ${discount}: ${JSON.stringify(more)}`, () => {
        const gradient = targetGradient(model, policy, { objective: 'discounted', discount });
        const outside = outsideMemory(model, memory);
        const d = numbers(16, seed, 'direction');
        // 900 roundings of numbers up to 20.
        expect(dot(gradient, d)).closeTo(forwardStartGradient(outside, softmax, discount, d), 1e-11);
      });
    }
  }

  it('keeps its digits beside values as large as 1/(1 − γ): (1 − γ) ∇V_γ nears ∇η', () => {
    const model = randomModel(settings, 300);
    const policy = rememberingSoftmax(memory, Softmax.oneHot(4, 4, numbers(16, 0, 'memory')));
    const [discount, eta] = [1 - 1e-9, PolicyAnalysis.ofPolicy(model, policy).gradient()];
    // They differ by (1 − γ) times what the chain takes to forget.
    DiscountedAnalysis.ofPolicy(model, policy, discount)
      .gradient()
      .forEach((g, k) => expect((1 - discount) * g).closeTo(eta[k]!, 1e-7));
  });

  it('counts an observation before the first action', () => {
    const unseen = randomModel({ ...settings, initial: false }, 5);
    const seen = observeFirst(unseen);
    const softmax = Softmax.oneHot(4, 4, numbers(16, 5, 'memory'));
    const policy = rememberingSoftmax(memory, softmax);
    const gradient = targetGradient(seen, policy, { objective: 'discounted', discount: 0.9 });
    const differences = centralDifferences(
      policy,
      () => discountedValue(seen, softmaxController(memory, softmax), 0.9),
      1e-4,
    );
    gradient.forEach((g, k) => expect(g).closeTo(differences[k]!, 1e-7)); // as above
    // Without it the controller does not fit: it would have to know what to do at `nothing yet`.
    expect(() => targetGradient(unseen, policy, { objective: 'discounted', discount: 0.9 })).to.throw(
      InputError,
      'nothing yet',
    );
  });

  it('is refused of a controller without scores', () => {
    const model = randomModel(settings, 300);
    const controller = softmaxController(memory, Softmax.oneHot(4, 4));
    expect(() => new DiscountedAnalysis(model, controller, 0.9).gradient()).to.throw(
      InputError,
      'without scores',
    );
  });
});
