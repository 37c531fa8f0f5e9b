import type { FiniteModel, FiniteTable } from '@pomdp-gym/contracts';
import { InputError } from '@pomdp-gym/contracts';
import { describeEnvironment } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { drawIndex, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { ACCEPT, callOf, features, NO_CALL, REJECT, thresholdPolicy } from './admission.js';
import { callAdmission } from './call-admission.js';
import { callAdmissionFrame } from './call-admission-frame.js';
import { callAdmissionModel, linkStateOf } from './call-admission-model.js';
import { CallAdmissionSimulator } from './call-admission-simulator.js';
import { configurations, HIGHEST_EVENT_RATE, occupancy } from './link.js';

describeEnvironment(callAdmission);

describe('in continuous time', () =>
  describeEnvironment(callAdmission, { options: { form: 'continuous-time' } }));

const L = HIGHEST_EVENT_RATE;
/** Rewards per unit of time, so that average rewards per step are too. */
const model = callAdmissionModel(L, L);

const paperThresholds = [7.5459, 11.7511, 12.8339];
const always = [Infinity, Infinity, Infinity];

/** q(s, u) = r(s, u) + Σ_s' P(s' | s, u) h(s'); rewards here do not depend on where a transition leads. */
function actionValue(
  { transitions, rewards }: FiniteModel,
  state: number,
  action: number,
  h: Float64Array,
): number {
  const { offsets, indices, values } = transitions[action]!;
  const begin = offsets[state]!;
  let value = rewards[action]!.values[begin]!;
  for (let k = begin; k < offsets[state + 1]!; k++) value += values[k]! * h[indices[k]!]!;
  return value;
}

/** The value of a state whose actions are worth these. */
type Choice = (state: number, accept: number, reject: number) => number;

/** η of the best policy or of a given one, and its relative values, by value iteration to a span of 1e-10. */
function relativeValueIteration(chain: FiniteModel, choose: Choice): { eta: number; h: Float64Array } {
  let h = new Float64Array(chain.states);
  let next = new Float64Array(chain.states);
  for (;;) {
    let [low, high] = [Infinity, -Infinity];
    for (let state = 0; state < chain.states; state++) {
      next[state] = choose(state, actionValue(chain, state, 0, h), actionValue(chain, state, 1, h));
      const gain = next[state]! - h[state]!;
      low = Math.min(low, gain);
      high = Math.max(high, gain);
    }
    const base = next[0]!;
    for (let state = 0; state < chain.states; state++) next[state]! -= base;
    [h, next] = [next, h];
    if (high - low < 1e-10) return { eta: (low + high) / 2, h };
  }
}

const best: Choice = (_state, accept, reject) => Math.max(accept, reject);

/** What a state shows. */
function observed(state: number): number {
  const { offsets, indices } = model.initialObservationTable!;
  return indices[offsets[state]!]!;
}

/** The choice of a policy over what is seen. */
function following({ probabilities }: FiniteTable): Choice {
  return (state, accept, reject) => {
    const row = 2 * observed(state);
    return probabilities[row]! * accept + probabilities[row + 1]! * reject;
  };
}

const average = (thresholds: readonly number[], chain = model) =>
  relativeValueIteration(chain, following(thresholdPolicy(thresholds))).eta;

describe('CallAdmission', () => {
  it('has 286 configurations of the link and four events, and shows 34 observations', () => {
    expect(configurations.length).to.equal(286);
    expect([model.states, model.actions, model.observations]).to.deep.equal([1144, 2, 34]);
  });

  it('allows no clock slower than the fastest link, and 10.8 is fast enough', () => {
    expect(L).to.equal(10.8);
    expect(callAdmission.options.safeParse({ rate: 10.79 }).success).to.equal(false);
  });

  // Reference values to all their digits, from policy iteration by an independent program: ±.5 of the last digit.
  it('has the optimum 8.690299 per unit of time', () => {
    expect(relativeValueIteration(model, best).eta).to.be.closeTo(8.690299, 5e-7);
  });

  it('is best answered by types 2 and 3 always, type 1 up to 7 units taken, and at 8 where few calls are long', () => {
    const { h } = relativeValueIteration(model, best);
    const at8 = ['4,4,0', '5,2,1', '5,3,0', '6,0,2', '6,1,1', '6,2,0', '7,0,1', '7,1,0', '8,0,0'];
    for (let state = 0; state < model.states; state++) {
      const { configuration, call } = linkStateOf(state);
      if (call === undefined || occupancy(configuration) === 10) continue;
      const accepts = actionValue(model, state, ACCEPT, h) > actionValue(model, state, REJECT, h);
      const expected = call > 0 || occupancy(configuration) <= 7 || at8.includes(configuration.join());
      expect(accepts, `type ${call + 1} on ${configuration}`).to.equal(expected);
    }
  });

  it('loses one in 200,000 to an agent that sees how many units are taken and not by whom', () => {
    const { eta } = relativeValueIteration(model, (state, accept, reject) => {
      const { configuration, call } = linkStateOf(state);
      return call !== 0 || occupancy(configuration) <= 7 ? accept : reject;
    });
    expect(eta).to.be.closeTo(8.690255, 5e-7);
  });

  it('earns the recalled thresholds 8.6321, always accepting 8.4726 and θ = (8, 8, 8) 7.4689 per unit of time', () => {
    expect(average(paperThresholds)).to.be.closeTo(8.6321, 5e-5);
    expect(average(always)).to.be.closeTo(8.4726, 5e-5);
    expect(average([8, 8, 8])).to.be.closeTo(7.4689, 5e-5);
  });

  it('is worth the same per unit of time whatever the rate of the clock', () => {
    for (const rate of [12, 30]) {
      const other = callAdmissionModel(rate, rate);
      expect(average(paperThresholds, other)).to.be.closeTo(average(paperThresholds), 1e-8);
    }
  });

  it('averages in the unit of the paper, of time, or of a step', () => {
    const paid = (unit: string) => {
      const environment = callAdmission.create(callAdmission.options.parse({ unit }));
      return { eta: average(paperThresholds, environment.model!()), optimum: environment.optimum! };
    };
    expect(paid('paper').eta).to.be.closeTo(0.8808, 5e-5);
    expect(paid('paper').optimum.averageReward).to.be.closeTo(0.88677, 5e-6);
    expect(paid('time').eta).to.be.closeTo(8.6321, 5e-5);
    expect(paid('time').optimum.averageReward).to.equal(8.690299);
    expect(paid('step').eta).to.be.closeTo(8.6321 / 10.8, 5e-6);
    expect(paid('step').optimum.averageReward).to.be.closeTo(8.690299 / 10.8, 1e-12);
  });

  it('can be answered by a softmax that is linear in the features as by the thresholds', () => {
    const w = [...paperThresholds.map((threshold) => 1.5 * threshold), -15];
    const { probabilities } = thresholdPolicy(paperThresholds);
    features.forEach((phi, observation) => {
      const logit = phi.reduce((sum, value, i) => sum + value * w[i]!, 0);
      expect(1 / (1 + Math.exp(-logit))).to.be.closeTo(probabilities[2 * observation + ACCEPT]!, 1e-12);
    });
    expect(features[NO_CALL]).to.deep.equal([0, 0, 0, 0]);
  });

  it('begins with an empty link, with a call asking in 4.8 of 10.8 cases, and shows it', () => {
    let asking = 0;
    model.start.forEach((probability, state) => {
      if (probability === 0) return;
      const { configuration, call } = linkStateOf(state);
      expect(occupancy(configuration)).to.equal(0);
      expect(callOf(observed(state))).to.deep.equal(call === undefined ? undefined : { type: call, b: 0 });
      if (call !== undefined) asking += probability;
    });
    expect(asking).to.be.closeTo(4.8 / 10.8, 1e-12);
  });

  it('draws the link unit by unit and the call that asks', () => {
    const state = { configuration: [2, 1, 3], call: 1 };
    const step = { action: ACCEPT, observation: 1, reward: 4, ending: 'none' } as const;
    expect(frameText(callAdmissionFrame(state, step))).to.deep.equal([
      '[112333....] 2?',
      'taken: 6 of 10',
      'asking: type 2, worth 2',
      'answered: accept',
      'reward: 4',
    ]);
    const idle = callAdmissionFrame({ configuration: [0, 0, 0], call: undefined }, undefined);
    expect(frameText(idle)).to.deep.equal(['[..........]', 'taken: 0 of 10', 'asking: nobody']);
  });
});

describe('CallAdmissionSimulator', () => {
  const BATCHES = 100;
  const STEPS = 2000;

  it('refuses to restore what it has not saved', () => {
    const link = new CallAdmissionSimulator(1, { averageReward: 1, source: 'none' });
    const random = randomStream(1, 'environment');
    link.reset(random);
    const saved = link.save()!;
    for (const wrong of [7, {}, { ...saved, call: 3 }, { ...saved, calls: [4, 4, 3] }])
      expect(() => link.restore(wrong, random)).to.throw(InputError, 'saved from CallAdmission');
    expect(link.save()).to.deep.equal(saved);
    link.restore(null, random);
    expect(() => link.step(ACCEPT)).to.throw('call reset before step');
  });

  /** Per batch of calls: reward and time, and the units that calls find taken. */
  function play(): { reward: number; time: number; found: number }[] {
    const simulator = callAdmission.create(
      callAdmission.options.parse({ form: 'continuous-time', unit: 'step' }),
    );
    expect(simulator).to.be.instanceOf(CallAdmissionSimulator);
    expect(simulator.model).to.equal(undefined);
    const link = simulator as CallAdmissionSimulator;
    const { probabilities } = thresholdPolicy(paperThresholds);
    const chance = randomStream(7, 'policy');
    let observation = link.reset(randomStream(7, 'environment'));
    return Array.from({ length: BATCHES }, () => {
      const batch = { reward: 0, time: -link.time, found: 0 };
      for (let t = 0; t < STEPS; t++) {
        batch.found += callOf(observation)!.b / STEPS;
        const result = link.step(drawIndex(probabilities, 2 * observation, 2, chance));
        batch.reward += result.reward;
        observation = result.observation;
      }
      batch.time += link.time;
      return batch;
    });
  }

  /** How many of its standard errors the mean of the batches is off. */
  function standardErrors(values: readonly number[], expected: number): number {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return Math.abs(mean - expected) / Math.sqrt(squares / (values.length - 1) / values.length);
  }

  // Batches of 2,000 calls (some 400 units of time; the link forgets within a few) are as good as independent; the mean
  // of 100 is off by more than 4.5 standard errors about once in 50,000 (Student, 99 degrees), four times here.
  const batches = play();
  const eta = average(paperThresholds);

  it('earns per unit of time what the model says, by its own clock', () => {
    const gaps = batches.map(({ reward, time }) => reward - eta * time);
    expect(standardErrors(gaps, 0)).to.be.below(4.5);
  });

  it('earns per call what the model says: 4.8 calls ask in a unit of time', () => {
    const rewards = batches.map(({ reward }) => reward / STEPS);
    expect(standardErrors(rewards, eta / 4.8)).to.be.below(4.5);
    const times = batches.map(({ time }) => time / STEPS);
    expect(standardErrors(times, 1 / 4.8)).to.be.below(4.5);
  });

  it('lets calls find the link as the stationary law of the model has it (Poisson arrivals see time averages)', () => {
    const law = stationaryLaw(thresholdPolicy(paperThresholds));
    let [asked, found] = [0, 0];
    law.forEach((probability, state) => {
      const { configuration, call } = linkStateOf(state);
      if (call === undefined) return;
      asked += probability;
      found += probability * occupancy(configuration);
    });
    const means = batches.map((batch) => batch.found);
    expect(standardErrors(means, found / asked)).to.be.below(4.5);
  });

  it('pays in the unit of the paper by default', () => {
    const first = (options: Record<string, unknown>) => {
      const link = callAdmission.create(callAdmission.options.parse({ form: 'continuous-time', ...options }));
      link.reset(randomStream(1, 'environment'));
      return link.step(ACCEPT).reward;
    };
    expect(first({}) / first({ unit: 'step' })).to.be.closeTo(4.8 / 9.8, 1e-12);
    expect(first({ unit: 'time' }) / first({ unit: 'step' })).to.be.closeTo(4.8, 1e-12);
  });

  it('draws a disc for each call on the link, and the one that asks', () => {
    const discs = (call: number | undefined) =>
      callAdmissionFrame({ configuration: [2, 0, 1], call }, undefined).svg!.match(/<circle/g)!.length;
    expect(discs(undefined)).to.equal(3);
    expect(discs(1)).to.equal(4);
  });

  it('refuses an action out of range', () => {
    const link = callAdmission.create(callAdmission.options.parse({ form: 'continuous-time' }));
    link.reset(randomStream(1, 'environment'));
    expect(() => link.step(2)).to.throw(RangeError, 'There is no action 2');
  });
});

/** π by power iteration, to 1e-12. */
function stationaryLaw({ probabilities }: FiniteTable): Float64Array {
  const { start, transitions } = model;
  let law = start.slice();
  for (let change = 1; change > 1e-12;) {
    const next = new Float64Array(law.length);
    transitions.forEach(({ offsets, indices, values }, action) => {
      law.forEach((mass, state) => {
        const weight = mass * probabilities[2 * observed(state) + action]!;
        for (let k = offsets[state]!; k < offsets[state + 1]!; k++) next[indices[k]!]! += weight * values[k]!;
      });
    });
    change = next.reduce((most, mass, state) => Math.max(most, Math.abs(mass - law[state]!)), 0);
    law = next;
  }
  return law;
}
