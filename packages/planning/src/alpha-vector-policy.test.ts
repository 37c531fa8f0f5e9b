import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { lampCorridor, tiger } from '@pomdp-gym/test-problems';
import { AlphaVectorPolicy } from './alpha-vector-policy.js';
import { planningModel } from './planning-model.js';

describe('AlphaVectorPolicy', () => {
  it('listens until it is sure, and opens the door the tiger is not behind', () => {
    const plan = planningModel(tiger());
    const vectors = [
      { block: 0, action: 0, values: Float64Array.of(15, 15) },
      { block: 0, action: 1, values: Float64Array.of(-80, 28) },
      { block: 0, action: 2, values: Float64Array.of(28, -80) },
    ];
    const policy = new AlphaVectorPolicy(plan, vectors);
    policy.reset();
    expect(policy.act(2), 'nothing heard yet').to.equal(0);
    expect(policy.act(0), 'heard left once: .85').to.equal(0);
    expect(policy.act(0), 'twice: .97').to.equal(2);
    expect(policy.act(1), 'after a door all is as at the start').to.equal(0);
    expect(policy.act(1)).to.equal(0);
    expect(policy.act(0), 'contrary reports cancel').to.equal(0);
  });

  it('forgets an episode when the next begins', () => {
    const plan = planningModel(tiger());
    const policy = new AlphaVectorPolicy(plan, [
      { block: 0, action: 1, values: Float64Array.of(0, 1) },
      { block: 0, action: 2, values: Float64Array.of(1, 0) },
    ]);
    for (let episode = 0; episode < 2; episode++) {
      policy.reset();
      expect(policy.act(2), 'a tie goes to the first').to.equal(1);
    }
  });

  it('goes on where nothing can be earned any more', () => {
    const plan = planningModel(lampCorridor(3, false));
    const block = plan.blockOf[plan.roots[0]!.states[0]!]!;
    const policy = new AlphaVectorPolicy(plan, [{ block, action: 2, values: new Float64Array(6).fill(1) }]);
    const environment = new ModelEnvironment(lampCorridor(3, false));
    policy.reset();
    const random = randomStream(1, 'environment');
    expect(policy.act(environment.reset(random))).to.equal(2);
    for (let t = 0; t < 5; t++) expect(policy.act(environment.step(2).observation)).to.equal(0);
  });
});
