import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { lampCorridor, randomModel, tiger, trap } from '@pomdp-gym/test-problems';
import { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { beliefPolicyValue } from './belief-policy-value.js';
import { initialBounds } from './initial-bounds.js';
import { LookaheadPolicy } from './lookahead-policy.js';
import { type PlanningModel, planningModel } from './planning-model.js';
import { qmdp } from './q-bounds.js';
import { SearchBounds } from './search-bounds.js';
import { finish } from './finish.test.support.js';

/** The policy of QMDP, whose vectors have no continuation. */
function qmdpPolicy(definition: Parameters<typeof planningModel>[0]): AlphaVectorPolicy {
  const plan = planningModel(definition);
  const q = finish(qmdp(plan));
  const vectors = Array.from({ length: (plan.blockStart.length - 1) * plan.actions }, (_, i) => {
    const [block, action] = [Math.floor(i / plan.actions), i % plan.actions];
    const [begin, end] = [plan.blockStart[block]!, plan.blockStart[block + 1]!];
    const values = Float64Array.from(
      { length: end - begin },
      (_value, s) => q[(begin + s) * plan.actions + action]!,
    );
    return { block, action, values };
  });
  return new AlphaVectorPolicy(plan, vectors);
}

/** Numbers for the states of a model, as a vector over its planning states, which are one block here. */
const overStates = ({ original }: PlanningModel, values: readonly number[]) =>
  Float64Array.from(original, (state) => values[state]!);

describe('beliefPolicyValue', () => {
  it('closes on the value where the policy comes to few beliefs: stepping through the trap is worth −2.8/3', () => {
    const plan = planningModel(trap());
    // Step twice, from wherever: safe 0; pit −2; ledge 1 and then −2. Then anything: nothing is lost in the safe place.
    const vectors = [{ block: 0, action: 1, values: overStates(plan, [0, -2, 1 - 1.8]) }];
    const [lower, upper] = finish(beliefPolicyValue(new AlphaVectorPolicy(plan, vectors)));
    expect(lower).to.be.closeTo((0 - 2 - 0.8) / 3, 1e-6);
    expect(upper).to.be.closeTo(lower, 1e-6);
  });

  it('holds what simulation finds of QMDP: 4000 episodes, five standard errors (missed once in 2·10⁶ a model)', () => {
    for (const [model, apart] of [
      [lampCorridor(3, true), 0.05],
      [tiger(0.8), 1e-5],
      // Every belief is new here, so that all beyond the tenth step is credited: γ^10 of a range of 8.
      [randomModel(5), 8],
    ] as const) {
      const policy = qmdpPolicy(model);
      const [lower, upper] = finish(beliefPolicyValue(policy));
      const { mean, error } = simulate(model, policy, 4000);
      expect(lower).to.be.at.most(upper + 1e-9);
      expect(upper - lower).to.be.below(apart);
      expect(mean).to.be.within(lower - 5 * error - 1e-6, upper + 5 * error + 1e-6);
    }
  });
});

describe('beliefPolicyValue within little work', () => {
  it('credits a start that it does not come to with the least and the most that any plan is worth', () => {
    // Each of two first observations shows its state for ever; staying pays 1 or 2 a step, worth 10 or 20.
    const shown = finiteModel({
      states: 2,
      actions: 1,
      observations: 2,
      transition: (state) => [[state, 1]],
      observation: (_action, next) => [[next, 1]],
      initialObservation: (state) => [[state, 1]],
      reward: (state) => 1 + state,
      start: [
        [0, 0.5],
        [1, 0.5],
      ],
      discount: 0.9,
    });
    const policy = new AlphaVectorPolicy(planningModel(shown), []);
    const [lower, upper] = finish(beliefPolicyValue(policy, 0));
    const whole = finish(beliefPolicyValue(policy));
    // The first start is explored and worth 10; the second counts as 10 at least and 20 at most.
    expect(lower).to.be.closeTo(10, 1e-4);
    expect(upper).to.be.closeTo(15, 1e-4);
    for (const bound of whole) expect(bound).to.be.closeTo(15, 1e-4);
  });
});

describe('LookaheadPolicy', () => {
  it('earns at least the lower bound of a closed set: 4000 episodes, five standard errors (missed once in 3·10⁶ a model)', () => {
    for (const model of [lampCorridor(3, true), lampCorridor(4, false), tiger(0.8)]) {
      const plan = planningModel(model);
      const bounds = new SearchBounds(plan, finish(initialBounds(plan)), { precision: 1e-6 });
      for (let round = 0; round < 5; round++) {
        for (const { belief } of bounds.roots) bounds.backupLower(bounds.open(belief));
        for (const belief of bounds.graph.child.slice(0, 20))
          if (belief > 0) bounds.backupLower(bounds.open(belief));
      }
      const policy = new LookaheadPolicy(new AlphaVectorPolicy(plan, bounds.closedSet()));
      const { mean, error } = simulate(model, policy, 4000);
      expect(mean).to.be.at.least(bounds.startLower - 5 * error - 1e-6);
    }
  });

  it('takes the action whose reward and best vectors after it are worth most, in a trap worked out by hand', () => {
    const plan = planningModel(trap());
    const stayForever = [{ block: 0, action: 0, values: overStates(plan, [0, -100, 10]) }];
    const byVectors = new AlphaVectorPolicy(plan, stayForever);
    const lookahead = new LookaheadPolicy(new AlphaVectorPolicy(plan, stayForever));
    // The vectors alone stay in the pit: (0 − 100 + 10) / 3. One step ahead: stepping is worth (0 − 2 + 1 + .9 · −100) / 3.
    expect(simulate(trap(), byVectors, 2000).mean).to.be.closeTo(-30, 5);
    lookahead.reset();
    expect(lookahead.act(2), 'staying: −90/3 = −30; stepping: −91/3').to.equal(0);
    expect(
      lookahead.act(1),
      'clear after staying: safe, or the pit with 9 in 19; staying costs more',
    ).to.equal(1);
  });
});

function simulate(
  model: ReturnType<typeof tiger>,
  policy: AlphaVectorPolicy | LookaheadPolicy,
  episodes: number,
) {
  const environment = new ModelEnvironment(model);
  const random = randomStream(6, 'environment');
  const returns = Array.from({ length: episodes }, () => {
    let observation = environment.reset(random);
    policy.reset();
    let total = 0;
    for (let t = 0, weight = 1; t < 150; t++, weight *= model.discount!) {
      const result = environment.step(policy.act(observation));
      total += weight * result.reward;
      if (result.ending !== 'none') break;
      ({ observation } = result);
    }
    return total;
  });
  const mean = returns.reduce((a, b) => a + b) / episodes;
  const variance = returns.reduce((a, b) => a + (b - mean) ** 2, 0) / episodes;
  return { mean, error: Math.sqrt(variance / episodes) };
}
