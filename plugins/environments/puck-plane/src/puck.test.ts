import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { advance, bounce, drag, DRAG, HIGH, LOW, type Puck } from './puck.js';

const kinetic = ({ vx, vy }: Puck) => (vx * vx + vy * vy) / 2;

/** A puck in the middle, away from every wall. */
const middle = (vx: number, vy: number): Puck => ({ x: 50, y: 50, vx, vy });

describe('free flight between walls', () => {
  it('is a parabola where no wall is met', () => {
    expect(bounce(50, 3, -2, 4)).to.deep.equal([50 + 3 * 4 - 4 * 4, 3 - 2 * 4]);
  });

  it('is reflected by a wall with its speed', () => {
    expect(bounce(HIGH - 1, 2, 0, 1)).to.deep.equal([HIGH - 1, -2]);
    expect(bounce(LOW + 1, -4, 0, 1)).to.deep.equal([LOW + 3, 4]);
  });

  it('meets both walls, many times where it is fast', () => {
    const width = HIGH - LOW;
    const [position, velocity] = bounce(LOW, width, 0, 6.5);
    expect(position).to.be.closeTo(LOW + width / 2, 1e-9);
    expect(velocity).to.be.closeTo(width, 1e-9);
  });

  // v²/2 − a x is kept by the flight and by an elastic wall alike.
  it('keeps the energy of motion and place, whatever it meets', () => {
    const random = randomStream(1, 'flights');
    for (let trial = 0; trial < 2000; trial++) {
      const [x, v] = [LOW + (HIGH - LOW) * random.uniform(), 80 * (random.uniform() - 0.5)];
      const a = 10 * (random.uniform() - 0.5);
      const [position, velocity] = bounce(x, v, a, 5);
      expect(position).to.be.within(LOW, HIGH);
      expect(velocity ** 2 / 2 - a * position).to.be.closeTo(v ** 2 / 2 - a * x, 1e-9);
    }
  });

  it('returns along its own path when time runs back', () => {
    const random = randomStream(2, 'flights');
    for (let trial = 0; trial < 500; trial++) {
      const [x, v] = [LOW + (HIGH - LOW) * random.uniform(), 40 * (random.uniform() - 0.5)];
      const [there, speed] = bounce(x, v, 5, 3);
      const [back, reversed] = bounce(there, -speed, 5, 3);
      expect(back).to.be.closeTo(x, 1e-6);
      expect(reversed).to.be.closeTo(-v, 1e-6);
    }
  });

  it('lies on a wall that it is pressed against, and leaves it when pulled away', () => {
    expect(bounce(HIGH, 0, 5, 0.1)).to.deep.equal([HIGH, 0]);
    expect(bounce(LOW, 0, 5, 2)).to.deep.equal([LOW + 10, 10]);
  });
});

describe('drag', () => {
  it('slows a coasting puck to v/(1 + c v t), in its direction', () => {
    const puck = middle(3, -4);
    drag(puck, 10);
    const kept = 1 / (1 + DRAG * 5 * 10);
    expect(puck.vx).to.be.closeTo(3 * kept, 1e-12);
    expect(puck.vy).to.be.closeTo(-4 * kept, 1e-12);
  });

  it('gives the same in two halves as in one', () => {
    const [once, twice] = [middle(30, 10), middle(30, 10)];
    drag(once, 1);
    drag(twice, 0.5);
    drag(twice, 0.5);
    expect(twice.vx).to.be.closeTo(once.vx, 1e-12);
  });
});

describe('the puck', () => {
  it('moves as the equation of motion says', () => {
    // One axis at a time: v' = F − c v², so v(t) = V tanh(F t/V) from rest, with V = √(F/c).
    const puck = middle(0, 0);
    for (let t = 0; t < 30; t++) advance(puck, 5, 0, 0.1);
    const limit = Math.sqrt(5 / DRAG);
    // The splitting's turns of a fortieth of a second err by (c v h)² ≈ 3e-6 of the speed at most.
    expect(puck.vx).to.be.closeTo(limit * Math.tanh((5 * 3) / limit), 1e-4);
    expect(puck.x).to.be.closeTo(50 + (limit ** 2 / 5) * Math.log(Math.cosh((5 * 3) / limit)), 1e-4);
    expect([puck.y, puck.vy]).to.deep.equal([50, 0]);
  });

  it('nears the speed at which drag is as strong as the thrust', () => {
    const puck = middle(0, 0);
    const limit = Math.sqrt(Math.hypot(5, 5) / DRAG);
    for (let t = 0; t < 300; t++) {
      advance(puck, 5, 5, 0.1);
      Object.assign(puck, { x: 50, y: 50 }); // a plane without end
    }
    // (c v h)² = 2.2e-5 of the speed, h a fortieth of a second, is what the splitting errs by here: within twice that.
    expect(Math.hypot(puck.vx, puck.vy)).to.be.closeTo(limit, 2e-3);
  });

  it('loses energy to drag alone, so never gains any while it coasts', () => {
    const puck: Puck = { x: 20, y: 80, vx: 33, vy: -17 };
    let before = kinetic(puck);
    for (let t = 0; t < 600; t++) {
      const speed = Math.hypot(puck.vx, puck.vy);
      advance(puck, 0, 0, 0.1);
      // Without thrust, walls change the direction only: the speed is that of straight coasting.
      expect(Math.hypot(puck.vx, puck.vy)).to.be.closeTo(speed / (1 + DRAG * speed * 0.1), 1e-12);
      expect(kinetic(puck)).to.be.below(before);
      before = kinetic(puck);
    }
  });

  it('never leaves the plane, nor passes the speed that its thrust can hold', () => {
    const puck: Puck = { x: LOW, y: HIGH, vx: 10, vy: -10 };
    const random = randomStream(3, 'thrusts');
    for (let t = 0; t < 20_000; t++) {
      const push = () => (random.uniform() < 0.5 ? 5 : -5);
      advance(puck, t < 10_000 ? push() : 5, t < 10_000 ? push() : -5, 0.1);
      expect(Math.min(puck.x, puck.y)).to.be.at.least(LOW);
      expect(Math.max(puck.x, puck.y)).to.be.at.most(HIGH);
      expect(Math.hypot(puck.vx, puck.vy)).to.be.below(37.61);
    }
  });
});
