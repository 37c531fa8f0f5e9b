import { InputError, type StepBatch } from '@pomdp-gym/contracts';
import { describeCritic } from '@pomdp-gym/conformance';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { td } from './spec.js';

describeCritic(td);
for (const lambda of [0, 1]) describeCritic(td, { options: { lambda } });
describeCritic(td, { options: { halfLife: 1000, stepSize: 0.2 } });

const discrete = (size: number) => ({ kind: 'discrete', size }) as const;
const finite = { observationSpace: discrete(2), actionSpace: discrete(1) };
const column = (values: number[]) => ({ width: 0, values: Int32Array.from(values) });

function batch(
  seen: number[],
  rewards: number[],
  next: number,
  ending: StepBatch['ending'] = 'none',
): StepBatch {
  return {
    length: seen.length,
    observations: column(seen),
    actions: column(seen.map(() => 0)),
    rewards: Float64Array.from(rewards),
    ending,
    next,
  };
}

function valuesOf(critic: ReturnType<typeof td.create>, steps: StepBatch): number[] {
  const values = new Float64Array(steps.length + 1);
  critic.values(steps, values);
  return [...values];
}

describe('TD(λ)', () => {
  const make = (options: object, spaces: Parameters<typeof td.create>[1] = finite) =>
    td.create(td.options.parse(options), spaces);

  it('learns step by step, by hand', () => {
    const critic = make({ discount: 0.5, lambda: 0.5, stepSize: 0.1 });
    critic.update(batch([0, 1], [4, 8], 0));
    // δ = 4: w0 = .4. Then δ = 8 + .5 · .4 = 8.2, e = (.25, 1): w = (.4 + .205, .82).
    const [first, second, behind] = valuesOf(critic, batch([0, 1], [0, 0], 1));
    expect(first).closeTo(0.605, 1e-15);
    expect(second).closeTo(0.82, 1e-15);
    expect(behind).equal(second);
  });

  it('without a trace, updates what is observed again and again once a step', () => {
    for (const options of [
      { discount: 0.5, lambda: 0 },
      { discount: 0, lambda: 1 },
    ]) {
      const critic = make({ ...options, stepSize: 0.1 });
      critic.update(batch([0, 0, 0], [4, 4, 4], 0));
      // w ← w + .1 (4 − (1 − γ) w), from 0: the fixed point times 1 − (1 − .1 (1 − γ))³.
      const rest = 1 - options.discount;
      const [value] = valuesOf(critic, batch([0], [0], 0));
      expect(value).closeTo((4 / rest) * (1 - (1 - 0.1 * rest) ** 3), 1e-14);
    }
  });

  it('finds the discounted values of a chain, in table and in features', () => {
    // 0 → 1 pays 1, 1 → 0 nothing: V(0) = 1 / (1 − γ²), V(1) = γ V(0).
    const model = finiteModel({
      states: 2,
      actions: 1,
      observations: 2,
      transition: (state) => [[1 - state, 1]],
      observation: (_, next) => [[next, 1]],
      initialObservation: (state) => [[state, 1]],
      reward: (state) => 1 - state,
      start: [[0, 1]],
    });
    const features = [[1], [3]];
    for (const spaces of [finite, { ...finite, observationSpace: { ...discrete(2), features } }]) {
      const critic = make({ discount: 0.8, lambda: 0.5, stepSize: 0.1 }, spaces);
      const environment = new ModelEnvironment(model);
      let seen = Number(environment.reset(randomStream(1)));
      for (let t = 0; t < 4000; t++) {
        const { observation, reward } = environment.step(0);
        critic.update(batch([seen], [reward], Number(observation)));
        seen = Number(observation);
      }
      const [zero, one] = valuesOf(critic, batch([0, 1], [0, 0], 0));
      // Nothing is random, so it converges: what is left after 4,000 steps is below 1e-6.
      expect(zero).closeTo(1 / (1 - 0.64), 1e-6);
      expect(one).closeTo(0.8 / (1 - 0.64), 1e-6);
    }
  });

  it('values vectors linearly, with a constant, and keeps a block for each memory node', () => {
    const observationSpace = { kind: 'box', low: [-1], high: [1] } as const;
    const spaces = { ...finite, observationSpace, memorySpace: discrete(2) };
    const critic = make({ start: [2, 1, 10, 5] }, spaces);
    const steps: StepBatch = {
      ...batch([0, 0], [0, 0], 0),
      observations: { width: 1, values: Float64Array.of(0.5, 0.5) },
      memory: { before: column([0, 1]), after: column([1, 0]) },
      next: Float64Array.of(-0.5),
    };
    expect(valuesOf(critic, steps)).deep.equal([2, 10, 0]);
    expect(() => make({ start: [1] }, spaces)).to.throw(
      InputError,
      'has 4 weights here, and `start` gives 1',
    );
  });

  it('learns nothing with a step of 0, and refuses features that nobody gives and a memory that is no finite one', () => {
    const critic = make({ stepSize: 0, start: [1, 2] });
    critic.update(batch([0, 1], [5, 5], 0));
    expect(valuesOf(critic, batch([0, 1], [0, 0], 0))).deep.equal([1, 2, 1]);
    expect(() => make({ features: 'given' })).to.throw(RangeError, 'no features');
    const memorySpace = { kind: 'box', low: [0], high: [1] } as const;
    expect(() => make({}, { ...finite, memorySpace })).to.throw(RangeError, 'finitely many memory nodes');
  });
});
