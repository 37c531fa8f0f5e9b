import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { beliefPolicyValue } from './belief-policy-value.js';
import { LookaheadPolicy } from './lookahead-policy.js';
import { type PlanningModel, planningModel } from './planning-model.js';
import { qmdp } from './q-bounds.js';
import { corridor, finish, randomModel, tiger, trap } from './small-models.test.support.js';

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
      [corridor(3, true), 0.05],
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

describe('LookaheadPolicy', () => {
  it('takes the action whose reward and best vectors after it are worth most, in a trap worked out by hand', () => {
    const plan = planningModel(trap());
    const stayForever = [{ block: 0, action: 0, values: overStates(plan, [0, -100, 10]) }];
    const byVectors = new AlphaVectorPolicy(plan, stayForever);
    const lookahead = new LookaheadPolicy(new AlphaVectorPolicy(plan, stayForever));
    // The vectors alone stay in the pit: (0 − 100 + 10) / 3. One step ahead: stepping is worth (0 − 2 + 1 + .9 · −100) / 3.
    expect(simulate(trap(), byVectors, 2000).mean).to.be.closeTo(-30, 5);
    lookahead.begin();
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
    policy.begin();
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
