import { memoryless } from '@pomdp-gym/contracts';
import { deterministicController, finiteModel } from '@pomdp-gym/models';
import { tiger } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { actingValues } from './acting-values.js';
import { discountedValue } from './discounted-value.js';

const [LISTEN, OPEN_LEFT] = [0, 1];
const GAMMA = 0.95;

const always = (action: number) =>
  deterministicController({
    ...{ nodes: 1, observations: 3, actions: 3, start: 0 },
    ...{ action: () => action, successor: () => 0 },
  });

describe('actingValues', () => {
  it('of listening for ever is −1/(1 − γ) in each state, whatever is seen', () => {
    const { values } = actingValues(tiger(), always(LISTEN), GAMMA);
    expect(values.length).to.equal(6);
    for (const value of values) expect(value).closeTo(-20, 1e-12); // a sum of twenty terms, rounded
  });

  it('of opening the left door for ever is −100 or 10 now, and −45 a step afterwards', () => {
    const { values } = actingValues(tiger(), always(OPEN_LEFT), GAMMA);
    const after = (GAMMA * -45) / (1 - GAMMA);
    for (let seen = 0; seen < 3; seen++) {
      expect(values[2 * seen]).closeTo(-100 + after, 1e-10); // −955
      expect(values[2 * seen + 1]).closeTo(10 + after, 1e-10); // −845
    }
  });

  it('of a policy that opens the door opposite to the growl: the growl decides what is done now', () => {
    const opposite = memoryless({
      ...{ observations: 3, actions: 3 },
      probabilities: Float64Array.of(0, 0, 1, 0, 1, 0, 1, 0, 0),
    });
    const { values } = actingValues(tiger(), opposite, GAMMA);
    // After a door what is seen is even and says nothing, so that each further step earns −45.
    const after = (GAMMA * -45) / (1 - GAMMA);
    expect(values[0]).closeTo(10 + after, 1e-10);
    expect(values[1]).closeTo(-100 + after, 1e-10);
    expect(values[2]).closeTo(-100 + after, 1e-10);
    expect(values[3]).closeTo(10 + after, 1e-10);
    // Nothing seen yet: it listens, and opens right with .85.
    const listened = -1 + GAMMA * (0.85 * 10 - 0.15 * 100 + after);
    expect(values[4]).closeTo(listened, 1e-10);
    expect(values[5]).closeTo(listened, 1e-10);
  });

  it('over the start is the value of the start, with a memory and with chance', () => {
    const law = (weights: readonly number[]) => weights.map((w) => w / weights.reduce((a, b) => a + b));
    const controller = {
      ...{ nodes: 2, observations: 3, actions: 3, start: Float64Array.of(0.3, 0.7) },
      actionProbabilities: Float64Array.from([0, 1, 2, 3, 4, 5].flatMap((i) => law([i + 1, 2, 7 - i]))),
      successorProbabilities: Float64Array.from(
        Array.from({ length: 18 }, (_, i) => law([1 + (i % 4), 2])).flat(),
      ),
    };
    const { values } = actingValues(tiger(), controller, GAMMA);
    const [NOTHING_YET, S] = [2, 2];
    const start = [0, 1].reduce(
      (sum, m) =>
        sum +
        controller.start[m]! *
          [0, 1].reduce((mean, s) => mean + 0.5 * values[(m * 3 + NOTHING_YET) * S + s]!, 0),
      0,
    );
    // Two solutions of linear equations of a condition near 1/(1 − γ).
    expect(start).closeTo(discountedValue(tiger(), controller, GAMMA), 1e-10);
  });

  it('is 0 in a state that ends the episode, and counts states that no episode comes to', () => {
    const walk = finiteModel({
      ...{ states: 3, actions: 1, observations: 1 },
      transition: (s) => [[s === 0 ? 1 : 2, 1]],
      observation: () => [[0, 1]],
      initialObservation: () => [[0, 1]],
      reward: (s) => (s === 0 ? 2 : 3),
      start: [[1, 1]],
      terminal: (s) => s === 2,
    });
    const only = memoryless({ observations: 1, actions: 1, probabilities: Float64Array.of(1) });
    expect([...actingValues(walk, only, 0.5).values]).to.deep.equal([2 + 0.5 * 3, 3, 0]);
  });
});
