import { describeEnvironment } from '@pomdp-gym/conformance';
import { InputError } from '@pomdp-gym/contracts';
import { expectedReward, frameText, teamSpaces } from '@pomdp-gym/models';
import { entryAt, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { LargeNetwork } from './large-network.js';
import { networkFrame } from './network-frame.js';
import { routerNetwork } from './router-network.js';
import { routerOutcome, SEND, SERVE } from './router-law.js';

const certain = (state: number) => Float64Array.from({ length: 27 }, (_, each) => Number(each === state));
const create = (options: object = {}) => routerNetwork.create(routerNetwork.options.parse(options));

describeEnvironment(routerNetwork, { options: { routers: 2 } });
describeEnvironment(routerNetwork, { options: { routers: 8 } });

describe('routerOutcome', () => {
  const settings = { capacity: 2, service: 0.5, arrivals: [] };

  it('serves by chance, sends for certain, and keeps what there is room for', () => {
    // From 2: served with ½; then .2 that a packet arrives, lost where the queue is still full: .5 · .2.
    const served = routerOutcome(settings, 0.2, 2, SERVE, false);
    expect([...served.queue]).to.deep.equal([0, 0.4, 0.6]);
    expect(served.lost).to.be.closeTo(0.1, 1e-15);
    const sent = routerOutcome(settings, 0, 2, SEND, true);
    expect([[...sent.queue], sent.lost]).to.deep.equal([[0, 0, 1], 0]);
    // Nothing leaves an empty queue.
    expect([...routerOutcome(settings, 0, 0, SEND, true).queue]).to.deep.equal([0, 1, 0]);
  });

  it('loses what comes in from both sides on average', () => {
    // From 2 with nothing served (½) and a packet coming in: one is lost, two with an arrival (.2); served: lost with .2.
    const { lost } = routerOutcome(settings, 0.2, 2, SERVE, true);
    expect(lost).to.be.closeTo(0.5 * (1 + 0.2) + 0.5 * 0.2, 1e-15);
  });
});

describe('RouterNetwork-v0', () => {
  it('is a model where it is small, whose joint observation is the state', () => {
    const model = create().model!();
    expect([model.states, model.actions, model.observations]).to.deep.equal([27, 8, 27]);
    // All empty, all serve: .7, .1, .1 arrive independently, and nothing is lost.
    expect(entryAt(model.transitions[0]!, 0, 0)).to.be.closeTo(0.3 * 0.9 * 0.9, 1e-15);
    expect(expectedReward(model, certain(26), 0)).to.be.closeTo(-6 - 5 * 0.5 * 0.9, 1e-14);
  });

  it('is simulated where it is large, by the same law', () => {
    const settings = { capacity: 2, service: 0.5, arrivals: [0.7, 0.1, 0.1] };
    const space = (size: number) => ({ kind: 'discrete', size }) as const;
    const large = new LargeNetwork(settings, 5, space(3), space(2));
    const small = create().model!();
    const random = randomStream(1, 'environment');
    let state = large.reset(random);
    const steps = 20_000;
    let difference = 0;
    for (let t = 0; t < steps; t++) {
      const action = t % 8;
      const { observation, reward } = large.step(action);
      expect(entryAt(small.transitions[action]!, state, observation)).to.be.above(0);
      expect(reward).to.be.closeTo(expectedReward(small, certain(state), action), 1e-12);
      difference +=
        observation === 0
          ? 1 - entryAt(small.transitions[action]!, state, 0)
          : -entryAt(small.transitions[action]!, state, 0);
      state = observation;
    }
    // A martingale whose increments have at most variance ¼: five standard deviations, 6e-7 false alarms.
    expect(Math.abs(difference)).to.be.below(5 * Math.sqrt(steps / 4));
  });

  it('refuses more joint observations than a batch of steps can number', () => {
    // 9^10 is above 2^31, 8^10 is below.
    expect(() => create({ routers: 10, capacity: 8 })).to.throw(InputError, 'Take fewer routers');
    expect(create({ routers: 10, capacity: 7 }).model).to.equal(undefined);
  });

  it('begins the arrivals again where routers are more', () => {
    expect(teamSpaces(create({ routers: 8 })).agents).to.have.length(8);
    expect(create({ routers: 8 }).model).to.equal(undefined);
  });

  it('draws the queues and who has sent, of small and of large networks', () => {
    const frame = networkFrame([2, 0, 1], 2, [false, true, false]);
    expect(frameText(frame)).to.deep.equal([' 1 ■■', ' 2 .. >', ' 3 ■.', 'waiting: 2, 0, 1', 'sent: 2']);
    // Three packets wait: three boxes of six are filled.
    expect(frame.svg!.match(/height="16" fill="#94600b"/g)).to.have.length(3);
    for (const routers of [3, 10]) {
      const environment = create({ routers });
      environment.reset(randomStream(1, 'environment'));
      expect(environment.frame!().facts).to.deep.equal({ waiting: new Array(routers).fill(0).join(', ') });
      environment.step(2 ** routers - 1);
      expect(environment.frame!().facts['sent']).to.equal(
        Array.from({ length: routers }, (_, k) => k + 1).join(', '),
      );
    }
  });
});
