import { describeLearner, TabularPolicy } from '@pomdp-gym/conformance';
import type { ParametricPolicy, Spaces, StepBatch, TeamMember } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { independent } from './independent.js';
import { traceLearner } from './trace-learner.test.support.js';

describeLearner(independent, { options: { learner: traceLearner } });

const space = (size: number) => ({ kind: 'discrete', size }) as const;
const spaces: Spaces = { observationSpace: space(4), actionSpace: space(4) };

/** Two tabular agents of two observations and two actions; the tuple (i, j) has the index 2 i + j. */
class Pair implements ParametricPolicy {
  readonly parameters = new Float64Array(8);
  readonly members: readonly TeamMember[] = [1, 0].map((shift, agent) => {
    const policy = new TabularPolicy(2, 2);
    const entry = (value: number) => (agent === 0 ? value >> shift : value & 1);
    return {
      policy,
      spaces: { observationSpace: space(2), actionSpace: space(2) },
      view: (batch) => ({
        ...batch,
        observations: { width: 0, values: Int32Array.from(batch.observations.values, entry) },
        actions: { width: 0, values: Int32Array.from(batch.actions.values, entry) },
      }),
    };
  });

  reset(): void {}
  act(): number {
    return 0;
  }

  addScore(batch: StepBatch, row: number, weight: number, into: Float64Array): void {
    this.members.forEach(({ policy, view }, agent) => {
      policy.parameters.set(this.parameters.subarray(4 * agent, 4 * agent + 4));
      policy.addScore(view(batch), row, weight, into.subarray(4 * agent, 4 * agent + 4));
    });
  }
}

const step = (observation: number, action: number, reward: number): StepBatch => ({
  length: 1,
  observations: { width: 0, values: Int32Array.of(observation) },
  actions: { width: 0, values: Int32Array.of(action) },
  rewards: Float64Array.of(reward),
  ending: 'none',
});

const make = (policy: ParametricPolicy, options: object = { learner: traceLearner }) =>
  independent.create(independent.options.parse(options), spaces, policy);

describe('independent learners', () => {
  it('with traces do what one learner does with the scores side by side, to the bit', () => {
    // The update of a trace is linear in the score, and the reward is common: nothing of another agent comes in.
    const [apart, together] = [new Pair(), new Pair()];
    const learners = [make(apart), traceLearner.create(spaces, together, undefined)];
    for (let t = 0; t < 50; t++)
      for (const each of learners) each.update(step((t * 3) % 4, (t * 7) % 4, (t % 5) - 2));
    expect([...apart.parameters]).to.deep.equal([...together.parameters]);
    expect(apart.parameters.some((value) => value !== 0)).to.equal(true);
  });

  it('go on with what was saved', () => {
    const [one, two] = [new Pair(), new Pair()];
    const [saved, restored] = [make(one), make(two)];
    for (let t = 0; t < 10; t++) saved.update(step(t % 4, (t + 1) % 4, t));
    restored.restore!(JSON.parse(JSON.stringify(saved.save!())));
    expect([...two.parameters]).to.deep.equal([...one.parameters]);
  });

  it('refuse what they cannot be made of', () => {
    expect(() => make(new Pair(), { learners: [traceLearner] })).to.throw(
      RangeError,
      '1 learners are given, and there are 2 agents here.',
    );
    expect(() =>
      independent.create(independent.options.parse({ learner: traceLearner }), spaces, undefined),
    ).to.throw('such as team');
  });
});
