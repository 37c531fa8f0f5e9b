import type { Action, FiniteModel, Policy, Random } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { drawIndex } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { exactRefusal } from './exact-refusal.js';
import { modelProblem } from './model-problem.js';

/** A lamp that is seen: it goes from 0 to 1 with .1, and from 1 to its end with .1. Naming its state pays 1. */
const lamp = finiteModel({
  states: 3,
  actions: 2,
  observations: 3,
  transition: (state) => [
    [state, 0.9],
    [Math.min(state + 1, 2), 0.1],
  ],
  observation: (_action, next) => [[next, 1]],
  initialObservation: (state) => [[state, 1]],
  reward: (state, action) => Number(state === action),
  start: [[0, 1]],
  terminal: (state) => state === 2,
});

/** A side that is drawn once, stays hidden, and is what each step pays; the reward depends on the observation too. */
const hidden = finiteModel({
  states: 2,
  actions: 2,
  observations: 2,
  transition: (state) => [[state, 1]],
  observation: () => [
    [0, 0.5],
    [1, 0.5],
  ],
  reward: (state, _action, _next, observation) => 2 * state + observation,
  start: [
    [0, 0.5],
    [1, 0.5],
  ],
});

type Step = ReturnType<ModelEnvironment['step']>;

/** Steps as the model says, but for the change. */
class Changed extends ModelEnvironment {
  private taken = 0;

  constructor(
    model: FiniteModel,
    private readonly change: (step: Step, taken: number) => Step,
  ) {
    super(model);
  }

  override step(action: Action): Step {
    return this.change({ ...super.step(action) }, this.taken++);
  }
}

/** Takes either action with an even chance. */
function evenPolicy(observations: number): Policy {
  const probabilities = new Float64Array(2 * observations).fill(0.5);
  let random: Random | undefined;
  return {
    reset: (stream) => (random = stream),
    act: () => drawIndex(probabilities, 0, 2, random!),
    table: () => ({ observations, actions: 2, probabilities }),
  };
}

const policy = evenPolicy(3);
const same = (step: Step): Step => step;

describe('modelProblem', () => {
  it('finds nothing where the steps follow the model', async () => {
    for (const model of [lamp, hidden])
      for (let seed = 0; seed < 20; seed++)
        expect(await modelProblem(new Changed(model, same), model, policy, seed)).to.equal(undefined);
  });

  it('lets a step be cut off that ends nothing in the model', async () => {
    const cut = new Changed(lamp, (step, taken) => (taken === 3 ? { ...step, ending: 'truncated' } : step));
    expect(await modelProblem(cut, lamp, policy, 1)).to.equal(undefined);
  });

  const wrong: [string, FiniteModel, (step: Step, taken: number) => Step, RegExp][] = [
    [
      'pays more',
      lamp,
      (step) => ({ ...step, reward: step.reward + 2 }),
      /^the environment .* pays [23] and /,
    ],
    [
      'shows what cannot be seen there',
      lamp,
      (step) => ({ ...step, observation: 2 }),
      /: step 1 of an episode takes action [01], shows observation 2, pays [01] and goes on, which the model calls impossible/,
    ],
    ['never ends', lamp, (step) => ({ ...step, ending: 'none' }), /shows observation 2, .* goes on/],
    ['ends at once', lamp, (step) => ({ ...step, ending: 'terminated' }), /step 1 .* is terminated/],
    // Each step is possible by itself; after a step that paid 0 or 1 none pays 2 or 3.
    [
      'changes its hidden side',
      hidden,
      (step, taken) => ({ ...step, reward: step.observation + 2 * (taken % 2) }),
      /^the environment acts otherwise than its model says: step 2 /,
    ],
  ];
  for (const [what, model, change, sentence] of wrong) {
    it(`names the step of an environment that ${what}`, async () => {
      expect(await modelProblem(new Changed(model, change), model, policy, 1)).to.match(sentence);
    });
  }

  it('names a first observation that is impossible', async () => {
    const late = new Changed(lamp, same);
    expect(await modelProblem(late, { ...lamp, start: Float64Array.of(0, 1, 0) }, policy, 1)).to.match(
      /an episode begins with observation 0, which the model calls impossible$/,
    );
    const { initialObservationTable, ...unseen } = lamp;
    expect(initialObservationTable).to.be.an('object');
    expect(await modelProblem(late, unseen, policy, 1)).to.match(/begins with observation 0/);
  });

  it('is asked wherever there would be an exact value', async () => {
    const settings = { evaluation: { steps: 1000, exactStates: 500 }, seed: 1 };
    const generous = new Changed(lamp, (step) => ({ ...step, reward: 5 }));
    expect(await exactRefusal(policy, generous, settings)).to.match(/^the environment acts otherwise/);
    expect(await exactRefusal(policy, new Changed(lamp, same), settings)).to.equal(undefined);
    expect(await exactRefusal(policy, generous, { ...settings, episodeLimit: 9 })).to.equal(undefined);
    const broken = new Changed(lamp, () => {
      throw new RangeError('no step');
    });
    const thrown: unknown = await exactRefusal(policy, broken, settings).catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(RangeError).with.property('message', 'no step');
  });

  it('gives a sign of progress before each step', async () => {
    let [signs, steps] = [0, 0];
    const counted = new Changed(hidden, (step) => {
      steps++;
      expect(signs).to.equal(steps);
      return step;
    });
    const onSign = () => signs++;
    expect(await modelProblem(counted, hidden, evenPolicy(3), 1, { onSign })).to.equal(undefined);
    expect([signs, steps]).to.deep.equal([16 * 64, 16 * 64]);
  });

  it('takes no more steps once its signal is aborted', async () => {
    const stop = new AbortController();
    let steps = 0;
    const stopped = new Changed(lamp, (step) => {
      if (++steps === 3) setImmediate(() => stop.abort('stopped'));
      return same(step);
    });
    const settings = { evaluation: { steps: 1000, exactStates: 500 }, seed: 1 };
    const { signal } = stop;
    const thrown: unknown = await exactRefusal(policy, stopped, settings, { signal }).catch(
      (reason: unknown) => reason,
    );
    expect([thrown, steps]).to.deep.equal(['stopped', 3]);
  });
});
