import type { Critic, Environment, GradientEstimate, Learner, Policy, StepBatch } from '@pomdp-gym/contracts';
import { ControllerPolicy, finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { withGuardedActions } from './guarded-environment.js';
import { guardedCritic } from './guarded-critic.js';
import { guardedLearner, requireLearner } from './guarded-learner.js';
import { FirstScores } from './first-scores.js';
import { requireEstimate } from './require-estimate.js';
import { requireGenerator, requireIterate } from './require-iterate.js';
import { requireLaw } from './require-law.js';

/** What another's JavaScript gives where TypeScript wants a T. */
function foreign<T>(value: unknown): T {
  return value as T;
}

const batch: StepBatch = {
  length: 1,
  observations: { width: 0, values: Int32Array.of(0) },
  actions: { width: 0, values: Int32Array.of(0) },
  rewards: Float64Array.of(1),
  ending: 'none',
  next: 0,
};

const environment: Environment = {
  observationSpace: { kind: 'discrete', size: 1 },
  actionSpace: { kind: 'discrete', size: 2 },
  task: 'continuing',
  reset: () => 0,
  step: () => ({ observation: 0, reward: 0, ending: 'none' }),
};

const model = new ModelEnvironment(
  finiteModel({
    states: 1,
    actions: 2,
    observations: 1,
    transition: () => [[0, 1]],
    observation: () => [[0, 1]],
    initialObservation: () => [[0, 1]],
    reward: () => 0,
    start: [[0, 1]],
  }),
);

const silent: Policy = { reset: () => undefined, act: () => 0 };

describe('The guard of a run', () => {
  const acts: [string, unknown, string][] = [
    ['beyond the space', 2, 'act returns 2; it must return a whole number from 0 to 1.'],
    ['between two actions', 0.5, 'act returns 0.5; it must return a whole number from 0 to 1.'],
    [
      'later',
      Promise.resolve(0),
      'act returns a promise; it must return a whole number from 0 to 1, at once: drop async.',
    ],
  ];
  for (const [what, action, sentence] of acts) {
    it(`refuses an action ${what}, with the name of the policy`, () => {
      const guarded = withGuardedActions(environment, silent, 'policy odd');
      expect(() => guarded.step(foreign(action))).to.throw(
        RangeError,
        `The policy odd breaks its contract: ${sentence}`,
      );
    });
  }

  it('lets actions beyond a box that clips them pass, and refuses others', () => {
    const clipping: Environment = {
      ...environment,
      actionSpace: { kind: 'box', low: [0], high: [1], outside: 'clipped' },
    };
    const guarded = withGuardedActions(clipping, silent, 'policy odd');
    expect(guarded.step(Float64Array.of(2)).reward).to.equal(0);
    expect(() => guarded.step(Float64Array.of(NaN))).to.throw('act returns ["NaN"]; it must return');
    expect(() => guarded.step(foreign([2]))).to.throw(': write Float64Array.of(…).');
  });

  it('looks at the actions of a policy without a law in the environment of a model, and not at drawn ones', () => {
    for (const law of ['table', 'controller'])
      expect(withGuardedActions(model, { ...silent, [law]: () => foreign({}) }, 'policy x')).to.equal(model);
    const remembering: Policy = {
      ...silent,
      memorySpace: { kind: 'discrete', size: 2 },
      table: () => foreign({}),
    };
    expect(withGuardedActions(model, remembering, 'policy x')).to.not.equal(model);
    expect(() => withGuardedActions(model, silent, 'policy odd').step(7)).to.throw('act returns 7;');
  });

  it('refuses the law of a policy that is no law, or of another size', () => {
    const table = (probabilities: Float64Array): Policy => ({
      ...silent,
      table: () => ({ observations: 1, actions: 2, probabilities }),
    });
    expect(() => requireLaw(table(Float64Array.of(0.5, 0.6)), model, 'policy odd')).to.throw(
      RangeError,
      "The policy odd breaks its contract: table returns a law that is refused. Row 0 of the policy's action probabilities is no distribution: it sums to 1.1.",
    );
    const law = {
      nodes: 1,
      observations: 2,
      actions: 2,
      start: Float64Array.of(1),
      actionProbabilities: Float64Array.of(1, 0, 1, 0),
      successorProbabilities: new Float64Array(4).fill(1),
    };
    expect(() => requireLaw(new ControllerPolicy(law), model, 'policy odd')).to.throw(
      'controller returns a law that is refused. The policy is over 2 observations and 2 actions',
    );
    requireLaw(table(Float64Array.of(0.5, 0.5)), model, 'policy odd');
  });

  it('refuses a score that is not finite', () => {
    const parametric = {
      ...silent,
      parameters: new Float64Array(2),
      addScore: (_batch: StepBatch, _row: number, _weight: number, into: Float64Array) =>
        void (into[1] = NaN),
    };
    expect(() => new FirstScores(parametric, 'policy odd').look(batch)).to.throw(
      'The policy odd breaks its contract: addScore adds NaN to component 1 of the score of a step; it must be a finite number.',
    );
  });

  const estimates: [unknown, string][] = [
    [{ gradient: Float64Array.of(1) }, 'estimate returns 1 components; the policy has 2 parameters.'],
    [{ gradient: [1, 2] }, 'its gradient must be a Float64Array of 2 numbers.'],
    [undefined, 'estimate returns undefined; its gradient must be a Float64Array of 2 numbers.'],
    [
      { gradient: Float64Array.of(1, NaN), steps: 9 },
      'returns NaN as component 1 of the gradient after 9 steps;',
    ],
  ];
  for (const [estimate, sentence] of estimates) {
    it(`refuses an estimate: ${sentence}`, () => {
      expect(() => requireEstimate(foreign<GradientEstimate>(estimate), 2, 'estimator odd')).to.throw(
        RangeError,
        sentence,
      );
    });
  }

  it('refuses what an optimizer yields, and an optimizer that is no generator', () => {
    const policy = { ...silent, parameters: new Float64Array(2), addScore: () => undefined };
    expect(() => requireGenerator(Promise.resolve(), 'optimizer odd')).to.throw('write async *ascend(…).');
    const short = { kind: 'iterate', theta: Float64Array.of(1), detail: {} } as const;
    expect(() => requireIterate(short, policy, 'optimizer odd')).to.throw('θ a Float64Array of 2 numbers.');
    expect(requireIterate({ ...short, theta: Float64Array.of(1, 2) }, policy, 'optimizer odd').kind).to.equal(
      'iterate',
    );
  });

  it('refuses values of a critic that are not finite, or not written', () => {
    const critic = (values: Critic['values']): Critic =>
      guardedCritic({ reset: () => undefined, update: () => undefined, values }, 'critic odd');
    const into = new Float64Array(2);
    expect(() => critic((_batch, row) => void (row[0] = 1)).values(batch, into)).to.throw(
      'The critic odd breaks its contract: values writes NaN, or nothing, as value 1 of a batch of 1 steps; it must write 2 finite numbers.',
    );
    expect(() => critic((_batch, row) => void row.fill(Infinity)).values(batch, into)).to.throw(
      'writes Infinity',
    );
    critic((_batch, row) => void row.fill(3)).values(batch, into);
    expect([...into]).to.deep.equal([3, 3]);
  });

  it('refuses a learner without a policy, with half a batch, or that learns later', () => {
    const learner = (change: object): Learner =>
      foreign({ policy: silent, update: () => undefined, ...change });
    expect(() => requireLearner(learner({ policy: undefined }), 'learner odd')).to.throw(
      'The learner odd breaks its contract: its policy is undefined; it must have reset() and act().',
    );
    expect(() => requireLearner(learner({ batchSize: 0.5 }), 'learner odd')).to.throw(
      'its batchSize is 0.5;',
    );
    const late = learner({ update: () => Promise.resolve() });
    expect(() => guardedLearner(late, 'learner odd').update(batch)).to.throw('update returns a promise;');
  });
});
