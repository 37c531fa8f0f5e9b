import type { Environment, Random } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { tiger, trap } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { EnvironmentServer } from './environment-server.js';
import { readHello, readReply } from './protocol.js';
import { renderReply, resetReply, stepReply } from './replies.js';

const serverOf = (create: () => Environment) => new EnvironmentServer({ name: 'Some-v0', create });
const tigers = () => serverOf(() => new ModelEnvironment(tiger()));

/** Two steps of one number each, then an ending; observes and earns what it was given. */
class Countdown implements Environment {
  readonly task = 'episodic';
  readonly observationSpace = { kind: 'box', low: [-Infinity], high: [9] } as const;
  readonly actionSpace = { kind: 'box', low: [-1], high: [1], outside: 'clipped' } as const;
  private left = 0;

  reset(random: Random): Float64Array {
    this.left = 2;
    return Float64Array.of(random.uniform());
  }

  step(action: number | Float64Array): ReturnType<Environment['step']> {
    const [x = NaN] = action as Float64Array;
    this.left--;
    if (x === 7) throw new Error('Seven is no good.');
    return { observation: Float64Array.of(x), reward: x, ending: this.left === 0 ? 'truncated' : 'none' };
  }
}
const countdowns = () => serverOf(() => new Countdown());

const send = (server: EnvironmentServer, message: object) => server.reply(JSON.stringify(message));
const observed = (server: EnvironmentServer, message: object) =>
  readReply(send(server, message), resetReply).observations;
const stepped = (server: EnvironmentServer, message: object) => readReply(send(server, message), stepReply);

describe('The server of the bridge', () => {
  it('says what it serves', () => {
    const environment = new ModelEnvironment(tiger());
    expect(readHello(tigers().hello())).to.deep.equal({
      protocol: 'pomdp-gym/1',
      environment: 'Some-v0',
      task: environment.task,
      observationSpace: environment.observationSpace,
      actionSpace: environment.actionSpace,
      renders: true,
      warnings: [],
    });
  });

  it('says so too where bounds are infinite', () => {
    const { observationSpace, actionSpace, renders } = readHello(countdowns().hello());
    const { observationSpace: seen, actionSpace: done } = new Countdown();
    expect([observationSpace, actionSpace, renders]).to.deep.equal([seen, done, false]);
  });

  it('gives the bits of the environment with the same seed, for many environments and steps a message', () => {
    const server = tigers();
    const seeds = [7, 8, 9];
    const actions = Array.from({ length: 40 }, (_, t) => seeds.map((_, i) => (t * (i + 1)) % 3));
    const first = observed(server, { call: 'reset', seeds });
    const { observations, rewards } = stepped(server, { call: 'step', actions });
    for (const [i, seed] of seeds.entries()) {
      const environment = new ModelEnvironment(tiger());
      expect(first[i]).to.equal(environment.reset(randomStream(seed, 'environment')));
      for (const [t, row] of actions.entries()) {
        const { observation, reward } = environment.step(row[i]!);
        expect([observations[t]![i], rewards[t]![i]]).to.deep.equal([observation, reward]);
      }
    }
  });

  it('goes on with the stream of an environment that is reset without a seed', () => {
    const server = tigers();
    const random = randomStream(7, 'environment');
    const environment = new ModelEnvironment(tiger());
    environment.reset(random);
    observed(server, { call: 'reset', seeds: [7] });
    expect(observed(server, { call: 'reset', seeds: [null] })).to.deep.equal([environment.reset(random)]);
    const states = Array.from({ length: 20 }, () => {
      observed(server, { call: 'reset', seeds: [null] });
      environment.reset(random);
      const { observations } = stepped(server, { call: 'step', actions: [[0]] });
      return [observations[0]![0], environment.step(0).observation];
    });
    for (const [served, direct] of states) expect(served).to.equal(direct);
  });

  it('stops a message at the first ending, and resets at once where that is asked for', () => {
    const server = countdowns();
    observed(server, { call: 'reset', seeds: [1, 2] });
    const actions = [
      [[0.25], [-0]],
      [[0.5], [1e-300]],
      [[1], [1]],
    ];
    // JSON.stringify writes −0 as 0.
    const line = JSON.stringify({ call: 'step', actions }).replace('[0]', '[-0.0]');
    const stopped = readReply(server.reply(line), stepReply);
    expect(stopped).to.deep.equal({
      observations: actions.slice(0, 2),
      rewards: [
        [0.25, -0],
        [0.5, 1e-300],
      ],
      endings: [
        [1, 0, 'truncated', [0.5]],
        [1, 1, 'truncated', [1e-300]],
      ],
    });
    expect(Object.is(stopped.rewards[0]![1], -0)).to.equal(true);
    expect(send(server, { call: 'step', actions: [[[0]]] })).to.include('environment 0 is over');
    observed(server, { call: 'reset', seeds: [1, 2] });
    const { observations, endings } = stepped(server, { call: 'step', actions, autoreset: true });
    const random = randomStream(1, 'environment');
    random.uniform();
    expect([observations[1]![0], observations[2]![0]]).to.deep.equal([[random.uniform()], [1]]);
    expect(endings[0]).to.deep.equal([1, 0, 'truncated', [0.5]]);
  });

  it('keeps environments apart by their numbers, and makes a new one for a number that was freed', () => {
    let made = 0;
    const server = serverOf(() => {
      made++;
      return new ModelEnvironment(trap());
    });
    observed(server, { call: 'reset', seeds: [3], environments: [5] });
    expect(send(server, { call: 'step', actions: [[0]] })).to.include('Environment 0 has not begun');
    expect(made).to.equal(1);
    observed(server, { call: 'reset', seeds: [3, 4] });
    expect(made).to.equal(3);
    expect(send(server, { call: 'free', environments: [5] })).to.equal('{}');
    expect(send(server, { call: 'step', environments: [5], actions: [[0]] })).to.include('has not begun');
    observed(server, { call: 'reset', seeds: [3], environments: [5] });
    expect(made).to.equal(4);
  });

  it('draws', () => {
    const server = tigers();
    expect(send(server, { call: 'render' })).to.include('Environment 0 has not begun');
    observed(server, { call: 'reset', seeds: [3] });
    const environment = new ModelEnvironment(tiger());
    environment.reset(randomStream(3, 'environment'));
    expect(readReply(send(server, { call: 'render' }), renderReply).frame).to.deep.equal(environment.frame());
    const without = countdowns();
    observed(without, { call: 'reset', seeds: [3] });
    expect(send(without, { call: 'render' })).to.include('has no picture');
  });

  it('closes', () => {
    const server = tigers();
    expect(server.closed).to.equal(false);
    expect(send(server, { call: 'close' })).to.equal('{}');
    expect(server.closed).to.equal(true);
  });

  describe('says in one sentence, and goes on serving,', () => {
    const server = countdowns();
    before(() => observed(server, { call: 'reset', seeds: [1] }));
    for (const [what, line, sentence] of [
      ['that a line is no JSON', 'hello', 'is one JSON object a line, not "hello".'],
      ['that a call is unknown', '{"call":"jump"}', 'wrong at call:'],
      ['that there is no seed', '{"call":"reset","seeds":[null],"environments":[1]}', 'needs a seed'],
      ['that a seed is wrong', '{"call":"reset","seeds":[-1]}', 'wrong at seeds.0:'],
      [
        'that seeds are missing',
        '{"call":"reset","seeds":[1],"environments":[1,2]}',
        '2 environments and 1 seeds',
      ],
      [
        'that a row is short',
        '{"call":"step","actions":[[[1]]],"environments":[0,0]}',
        'has 1 for 2 environments',
      ],
      ['that an action is wrong', '{"call":"step","actions":[[3]]}', 'is 3; it must be a list of 1 numbers.'],
      ['what an environment throws', '{"call":"step","actions":[[[7]]]}', 'Some-v0 fails: Seven is no good.'],
    ] as const)
      it(what, () => {
        expect(server.reply(line)).to.match(/^\{"error":"[^\n]*"\}$/);
        const { error } = JSON.parse(server.reply(line)) as { error: string };
        expect(error).to.include(sentence).and.match(/\.$/);
        expect(observed(server, { call: 'reset', seeds: [1] })).to.have.length(1);
      });

    it('that a number cannot be sent', () => {
      const broken = Object.assign(new Countdown(), {
        step: () => ({ observation: Float64Array.of(NaN), reward: 0, ending: 'none' as const }),
      });
      const wrong = serverOf(() => broken);
      observed(wrong, { call: 'reset', seeds: [1] });
      expect(send(wrong, { call: 'step', actions: [[[0]]] })).to.include('The number NaN cannot be sent');
    });
  });

  it('is refused by a client where its first message is another', () => {
    expect(() => readHello('{"protocol":"pomdp-gym/0"}')).to.throw('names the protocol "pomdp-gym/0"');
    expect(() => readHello('{"error":"No such thing."}')).to.throw('No such thing.');
    expect(() => readHello('[]')).to.throw('this side speaks pomdp-gym/1');
  });
});
