import { InputError } from '@pomdp-gym/contracts';
import { describeEnvironment } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { puckPlane } from './puck-plane.js';
import { puckPlaneFrame } from './puck-plane-frame.js';

describeEnvironment(puckPlane);

describe('PuckPlane', () => {
  const begin = (seed = 1) => {
    const environment = puckPlane.create({});
    return { environment, seen: environment.reset(randomStream(seed, 'environment')) };
  };

  it('is a continuing task without a model, with six numbers to see and four actions', () => {
    const { environment } = begin();
    expect(environment.task).to.equal('continuing');
    expect('model' in environment).to.equal(false);
    expect(environment.observationSpace.low.length).to.equal(6);
    expect(environment.actionSpace.size).to.equal(4);
  });

  it('shows place, velocity and the way to the target, scaled', () => {
    const { environment, seen } = begin();
    for (let t = 0; t < 20; t++) {
      const { puck, target } = environment.state;
      expect([...seen]).to.deep.equal([
        puck.x / 50 - 1,
        puck.y / 50 - 1,
        puck.vx / 10,
        puck.vy / 10,
        (target.x - puck.x) / 50,
        (target.y - puck.y) / 50,
      ]);
      environment.step(t % 4);
    }
  });

  it('pushes north-east, south-east, north-west and south-west', () => {
    const pushed = [0, 1, 2, 3].map((action) => {
      const { environment } = begin();
      const { vx, vy } = environment.state.puck;
      environment.step(action);
      return [environment.state.puck.vx - vx, environment.state.puck.vy - vy].map(Math.sign);
    });
    expect(pushed).to.deep.equal([
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ]);
  });

  it('pays minus the distance in what is then seen', () => {
    const { environment } = begin();
    for (let t = 0; t < 700; t++) {
      const { observation, reward, ending } = environment.step(t % 4);
      expect(reward).to.be.closeTo(-50 * Math.hypot(observation[4]!, observation[5]!), 1e-9);
      expect(ending).to.equal('none');
    }
  });

  it('draws puck, velocity and target afresh every 30 seconds, and the target at no other time', () => {
    const { environment } = begin();
    const draws: number[] = [];
    let { x } = environment.state.target;
    for (let t = 1; t <= 1000; t++) {
      environment.step(0);
      if (environment.state.target.x !== x) draws.push(t);
      ({ x } = environment.state.target);
    }
    expect(draws).to.deep.equal([300, 600, 900]);
  });

  it('begins anywhere the puck can be, with up to 10 in each component of the velocity', () => {
    const { environment } = begin();
    const random = randomStream(2, 'environment');
    let [least, most, fastest] = [Infinity, -Infinity, 0];
    for (let draw = 0; draw < 500; draw++) {
      environment.reset(random);
      const { puck, target } = environment.state;
      const places = [puck.x, puck.y, target.x, target.y];
      least = Math.min(least, ...places);
      most = Math.max(most, ...places);
      fastest = Math.max(fastest, Math.abs(puck.vx), Math.abs(puck.vy));
    }
    // 2,000 even draws come within 1 % of each end except about twice in 10^9 seeds.
    expect(least).to.be.within(5, 5.9);
    expect(most).to.be.within(94.1, 95);
    expect(fastest).to.be.within(9.8, 10);
  });

  it('lends one row of numbers again and again', () => {
    const { environment, seen } = begin();
    expect(environment.step(0).observation).to.equal(seen);
  });

  it('refuses an action out of range', () => {
    expect(() => begin().environment.step(4)).to.throw(RangeError, 'the actions are 0 to 3');
    expect(() => puckPlane.create({}).frame()).to.throw('call reset before frame');
  });

  it('refuses to restore what it has not saved', () => {
    const { environment } = begin();
    const random = randomStream(1, 'environment');
    const saved = environment.save()!;
    for (const wrong of [7, {}, { ...saved, decisionsLeft: 0 }, { ...saved, target: { x: 50, y: 96 } }])
      expect(() => environment.restore(wrong, random)).to.throw(InputError, 'saved from PuckPlane');
    expect(environment.save()).to.deep.equal(saved);
  });

  it('saved before its first reset, it is restored as one that has not begun', () => {
    const { environment } = begin();
    environment.restore(puckPlane.create({}).save(), randomStream(1, 'environment'));
    expect(() => environment.step(0)).to.throw('call reset before step');
  });

  it('draws the plane from above', () => {
    const frame = puckPlaneFrame({
      puck: { x: 6, y: 94, vx: 1, vy: -2.25 },
      target: { x: 94, y: 6 },
      secondsLeft: 12.3,
    });
    const lines = frameText(frame);
    expect(lines[0]).to.equal('#'.repeat(42));
    expect(lines[2]).to.equal(`#  @${' '.repeat(37)}#`);
    expect(lines[19]).to.equal(`#${' '.repeat(37)}x  #`);
    expect(frame.facts).to.deep.equal({
      position: '(6.0, 94.0)',
      velocity: '(1.0, -2.3)',
      target: '(94.0, 6.0)',
      distance: '124.5',
      'seconds left': '12.3',
    });
  });
});
