import { describeLearner } from '@pomdp-gym/conformance';
import {
  controllerOf,
  type Ending,
  type FiniteModel,
  InputError,
  type Spaces,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream, rowEntries } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { qLearning } from './q-learning.js';
import { type Sarsa, sarsa } from './sarsa.js';

for (const spec of [qLearning, sarsa]) {
  describeLearner(spec);
  describeLearner(spec, { options: { nodes: 2 } });
}

const GAMMA = 0.8;

/** Three states that are seen and two actions; what an action leads to is certain, or one of two states by chance. */
function problem(chance: number): FiniteModel {
  return finiteModel({
    states: 3,
    actions: 2,
    observations: 3,
    transition: (state, action) => [
      [(state + action + 1) % 3, 1 - chance],
      [(state + 2 * action) % 3, chance],
    ],
    observation: (_action, next) => [[next, 1]],
    initialObservation: (state) => [[state, 1]],
    reward: (state, action, next) => state - 2 * action + (next === 0 ? 3 : 0),
    start: [[0, 1]],
  });
}

/** Q(s, u), by iteration to the fixed point: what follows is worth the largest value, or the mean over both actions. */
function exactValues({ transitions, rewards }: FiniteModel, follow: 'best' | 'uniform'): number[] {
  let values = new Array<number>(6).fill(0);
  const after = (state: number) => {
    const [one, two] = [values[2 * state]!, values[2 * state + 1]!];
    return follow === 'best' ? Math.max(one, two) : (one + two) / 2;
  };
  for (let sweep = 0; sweep < 300; sweep++) {
    values = values.map((_, cell) => {
      const [state, action] = [Math.floor(cell / 2), cell % 2];
      const begin = transitions[action]!.offsets[state]!;
      return rowEntries(transitions[action]!, state).reduce(
        (sum, [next, probability], k) =>
          sum + probability * (rewards[action]!.values[begin + k]! + GAMMA * after(next)),
        0,
      );
    });
  }
  return values;
}

/** What a learner made of a path: its table. */
function learnt(learner: ReturnType<typeof qLearning.create> | Sarsa, model: FiniteModel, steps: number) {
  const environment = new ModelEnvironment(model);
  learner.policy.reset(randomStream(1, 'policy'));
  let observation = environment.reset(randomStream(1, 'environment'));
  for (let t = 0; t < steps; t++) {
    const action = learner.policy.act(observation);
    const { reward, observation: next } = environment.step(action);
    learner.update(oneStep(observation, action, reward, 'none', next));
    observation = next;
  }
  return [...learner.policy.values];
}

function oneStep(y: number, u: number, reward: number, ending: Ending, next: number): StepBatch {
  return {
    length: 1,
    observations: { width: 0, values: Int32Array.of(y) },
    actions: { width: 0, values: Int32Array.of(u) },
    rewards: Float64Array.of(reward),
    ending,
    next,
  };
}

const spaces: Spaces = {
  observationSpace: { kind: 'discrete', size: 3 },
  actionSpace: { kind: 'discrete', size: 2 },
};

const createQ = (options: object) =>
  qLearning.create(qLearning.options.parse({ discount: GAMMA, ...options }), spaces, undefined);
const createSarsa = (options: object) =>
  sarsa.create(sarsa.options.parse({ discount: GAMMA, ...options }), spaces, undefined);

describe('Q-learning', () => {
  it('comes to the exact values where what follows is certain, with steps of 1', () => {
    // γ^n shrinks the error at each of n visits; 2,000 steps at random visit every pair about 300 times.
    const values = learnt(createQ({ step: 1, exploration: 1 }), problem(0), 2000);
    exactValues(problem(0), 'best').forEach((value, i) => expect(values[i]).to.be.closeTo(value, 1e-9));
  });

  it('comes near the exact values where chance rules, with steps that grow shorter', () => {
    // Values up to 15 whose steps of about 1/(.01 n), n = 50,000 visits, leave a standard deviation below .02.
    const values = learnt(createQ({ step: 0.5, decay: 0.01, exploration: 1 }), problem(0.3), 300_000);
    exactValues(problem(0.3), 'best').forEach((value, i) => expect(values[i]).to.be.closeTo(value, 0.1));
  });

  it('takes nothing to follow an ending, and what was observed last to follow a cut', () => {
    for (const [ending, target] of [
      ['terminated', 1],
      ['truncated', 1 + GAMMA * 5],
      ['none', 1 + GAMMA * 5],
    ] as const) {
      const learner = createQ({ step: 0.5 });
      learner.policy.values.set([0, 0, 4, 5]);
      learner.update(oneStep(0, 1, 1, ending, 1));
      expect([...learner.policy.values].slice(0, 2), ending).to.deep.equal([0, target / 2]);
    }
  });

  it('learns from the rows of a longer batch as from single steps', () => {
    const [one, many] = [createQ({}), createQ({})];
    one.update(oneStep(0, 1, 1, 'none', 2));
    one.update(oneStep(2, 0, 3, 'none', 1));
    many.update({
      length: 2,
      observations: { width: 0, values: Int32Array.of(0, 2) },
      actions: { width: 0, values: Int32Array.of(1, 0) },
      rewards: Float64Array.of(1, 3),
      ending: 'none',
      next: 1,
    });
    expect([...many.policy.values]).to.deep.equal([...one.policy.values]);
  });
});

describe('SARSA(λ)', () => {
  // Where the state is seen, Q under the policy is the fixed point for every λ.
  for (const lambda of [0, 0.5, 0.9]) {
    it(`comes near the exact values of the policy, λ = ${lambda}`, () => {
      const learner = createSarsa({ step: 0.5, decay: 0.01, exploration: 1, lambda });
      const values = learnt(learner, problem(0.3), 300_000);
      exactValues(problem(0.3), 'uniform').forEach((value, i) => expect(values[i]).to.be.closeTo(value, 0.1));
    });
  }

  it('follows its rule by hand, a step late', () => {
    const learner = createSarsa({ step: 0.5, lambda: 0.5, exploration: 0 });
    learner.update(oneStep(0, 0, 2, 'none', 1));
    expect([...learner.policy.values]).to.deep.equal([0, 0, 0, 0, 0, 0]);
    learner.update(oneStep(1, 1, 4, 'none', 2)); // δ = 2, e = (1 at (0, 0))
    expect([...learner.policy.values]).to.deep.equal([1, 0, 0, 0, 0, 0]);
    learner.update(oneStep(2, 0, 0, 'terminated', 0)); // δ = 4, e = (.4, 1 at (1, 1)); then δ = 0
    expect(learner.policy.values[0]).to.be.closeTo(1 + 0.5 * 4 * 0.4, 1e-15);
    expect(learner.policy.values[3]).to.be.closeTo(2, 1e-15);
  });

  it('takes nothing to follow an ending, and the mean under the policy to follow a cut', () => {
    for (const [ending, target] of [
      ['terminated', 1],
      ['truncated', 1 + GAMMA * 4.9], // ε = .2: the best with .9
    ] as const) {
      const learner = createSarsa({ step: 0.5, exploration: 0.2 });
      learner.policy.values.set([0, 0, 4, 5]);
      learner.update(oneStep(0, 1, 1, ending, 1));
      expect(learner.policy.values[1], ending).to.be.closeTo(target / 2, 1e-12);
    }
  });

  it('lets no trace cross an ending', () => {
    const learner = createSarsa({ step: 0.5 });
    learner.update(oneStep(0, 0, 0, 'terminated', 0));
    learner.update(oneStep(1, 0, 8, 'terminated', 0));
    expect([...learner.policy.values]).to.deep.equal([0, 0, 4, 0, 0, 0]);
  });

  it('adds to accumulating traces', () => {
    for (const [traces, value] of [
      ['replacing', 1],
      ['accumulating', 1.5],
    ] as const) {
      const learner = createSarsa({ discount: 0.5, step: 0.5, lambda: 1, traces });
      learner.update(oneStep(0, 0, 0, 'none', 0));
      learner.update(oneStep(0, 0, 2, 'terminated', 0)); // the second δ is 2, and e = 1 or 1.5
      expect(learner.policy.values[0], traces).to.equal(value);
    }
  });
});

describe('The policy of action values', () => {
  it('is ε-greedy, and shares the best among equals', () => {
    const learner = createQ({ exploration: 0.2 });
    learner.policy.values.set([1, 0, 2, 2]);
    const { actionProbabilities } = controllerOf(learner.policy)!;
    const expected = [0.9, 0.1, 0.5, 0.5, 0.5, 0.5];
    actionProbabilities.forEach((p, i) => expect(p).to.be.closeTo(expected[i]!, 1e-15));
  });

  it('draws by the law that its controller states, memory included', () => {
    const learner = createQ({ exploration: 0.3, nodes: 2 });
    const random = randomStream(3, 'values');
    learner.policy.values.forEach((_, i) => (learner.policy.values[i] = random.uniform()));
    const law = learner.policy.controller();
    const counts = new Float64Array(4);
    const draws = 20_000;
    for (let i = 0; i < draws; i++) {
      learner.policy.reset(random);
      const action = learner.policy.act(1);
      counts[action * 2 + learner.policy.memory()]!++;
    }
    counts.forEach((count, move) => {
      const action = Math.floor(move / 2);
      const p = law.actionProbabilities[2 + action]! * law.successorProbabilities[4 + move]!;
      // Five standard errors.
      expect(count / draws).to.be.closeTo(p, 5 * Math.sqrt((p * (1 - p)) / draws));
    });
  });

  it('explores less as time goes on where exploration decays', () => {
    const learner = createQ({ exploration: 0.5, explorationDecay: 0.25 });
    for (let t = 0; t < 4; t++) learner.update(oneStep(0, 0, 0, 'none', 0));
    expect(learner.policy.exploration).to.equal(0.25);
  });
});

// Two lamps: the first observation says which lever pays in the next step, where nothing is seen.
describe('Memory', () => {
  const delayed = finiteModel({
    states: 4,
    actions: 2,
    observations: 3,
    transition: (state) =>
      state < 2
        ? [[state + 2, 1]]
        : [
            [0, 0.5],
            [1, 0.5],
          ],
    observation: (_action, next) => [[Math.min(next, 2), 1]],
    initialObservation: (state) => [[Math.min(state, 2), 1]],
    reward: (state, action) => (state >= 2 && action === state - 2 ? 1 : 0),
    start: [
      [0, 0.5],
      [1, 0.5],
    ],
  });

  const earned = (nodes: number) => {
    const environment = new ModelEnvironment(delayed);
    const options = { discount: 0.5, nodes, exploration: 0.5, explorationDecay: 0.001 };
    const learner = createSarsa({ ...options, lambda: 0.5 });
    learner.policy.reset(randomStream(4, 'policy'));
    let observation = environment.reset(randomStream(4, 'environment'));
    let sum = 0;
    for (let t = 0; t < 40_000; t++) {
      const before = Int32Array.of(learner.policy.memory());
      const action = learner.policy.act(observation);
      const after = Int32Array.of(learner.policy.memory());
      const { reward, observation: next } = environment.step(action);
      const memory = { before: { width: 0, values: before }, after: { width: 0, values: after } };
      learner.update({ ...oneStep(observation, action, reward, 'none', next), memory });
      if (t >= 30_000) sum += reward;
      observation = next;
    }
    return sum / 10_000;
  };

  it('of two nodes lets SARSA earn nearly all of ½ a step; without one it earns about ¼', () => {
    expect(earned(1)).to.be.below(0.3);
    expect(earned(2)).to.be.above(0.45);
  });
});

describe('Learners of action values', () => {
  it('refuse what is not finite', () => {
    const box: Spaces = { ...spaces, observationSpace: { kind: 'box', low: [0], high: [1] } };
    expect(() => sarsa.create(sarsa.options.parse({}), box, undefined)).to.throw(
      InputError,
      'sarsa keeps a table of values, and the observations',
    );
  });

  it('refuse a critic beside their values', () => {
    const critic = { reset: () => {}, update: () => {}, values: () => {} };
    for (const spec of [sarsa, qLearning])
      expect(() => spec.create({ ...sarsa.options.parse({}) }, spaces, undefined, critic)).to.throw(
        InputError,
        'name no critic beside it',
      );
  });

  it('say so where their values are no longer finite', () => {
    for (const learner of [createQ({}), createSarsa({})]) {
      learner.policy.values.fill(Infinity);
      const end = () => learner.update(oneStep(0, 0, 1, 'terminated', 0));
      expect(end).to.throw(RangeError, 'The action values are no longer finite: take a shorter `step`');
    }
  });

  it('need what was observed last where they bootstrap', () => {
    const { next, ...batch } = oneStep(0, 0, 1, 'none', 0);
    expect(next).to.equal(0);
    expect(() => createQ({}).update(batch)).to.throw(InputError, 'needs `next`');
  });

  it('refuse what was not saved', () => {
    for (const learner of [createQ({}), createSarsa({})])
      expect(() => learner.restore({ values: [1] })).to.throw(InputError, 'no table of 6 action values');
  });
});
