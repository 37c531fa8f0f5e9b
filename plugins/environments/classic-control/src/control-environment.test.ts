import { describeEnvironment } from '@pomdp-gym/conformance';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { acrobotV1, cartPoleV0, cartPoleV1, mountainCarV0, pendulumV1 } from './classic-control.js';
import { observationOptions } from './observation-options.js';

for (const spec of [acrobotV1, cartPoleV0, cartPoleV1, mountainCarV0, pendulumV1]) {
  describeEnvironment(spec);
  describeEnvironment(spec, { options: { observe: 'positions' } });
  describeEnvironment(spec, { options: { observe: 'noisy', noise: 0.3 } });
}

const create = (spec: typeof cartPoleV1, options: object = {}) =>
  spec.create(observationOptions.parse(options));
const random = () => randomStream(1, 'environment');

/** The environment in a state of one's choice. */
function placed(spec: typeof cartPoleV1, state: readonly number[], options: object = {}) {
  const environment = create(spec, options);
  environment.reset(random());
  environment.restore({ state, steps: 0, playing: true }, random());
  return environment;
}

function near(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found.length).to.equal(expected.length);
  // Double precision: the steps below take fewer than a hundred operations on numbers of size 1.
  expected.forEach((value, i) => expect(found[i], `number ${i}`).to.be.closeTo(value, 1e-12));
}

describe('CartPole', () => {
  it('moves from rest as the equations say by hand', () => {
    // Upright and at rest: q = 10/1.1, angular acceleration −q/(.5 (4/3 − .1/1.1)) = −600/41, acceleration q + (.05/1.1) 600/41.
    for (const [action, sign] of [
      [1, 1],
      [0, -1],
    ] as const) {
      const environment = placed(cartPoleV1, [0, 0, 0, 0]);
      const { reward, ending, observation } = environment.step(action);
      const expected = [0, 0.02 * (100 / 11 + 300 / 451), 0, (-0.02 * 600) / 41].map((x) => sign * x);
      near(observation, expected);
      expect([reward, ending]).to.deep.equal([1, 'none']);
    }
  });

  it('moves places by the old velocities', () => {
    const environment = placed(cartPoleV1, [0.5, 1, 0.05, -2]);
    environment.step(1);
    near([environment.state[0]!, environment.state[2]!], [0.52, 0.01]);
  });

  it('is mirrored: the opposite state and push give the opposite state', () => {
    const [one, other] = [
      placed(cartPoleV1, [0.3, -0.2, 0.1, 0.4]),
      placed(cartPoleV1, [-0.3, 0.2, -0.1, -0.4]),
    ];
    for (let t = 0; t < 5; t++) {
      one.step(t % 2);
      other.step(1 - (t % 2));
      near(
        other.state,
        Array.from(one.state, (value) => -value),
      );
    }
  });

  it('ends beyond 2.4 and beyond 12 degrees, with a reward of 1', () => {
    for (const [state, ending] of [
      [[2.39, 1, 0, 0], 'terminated'],
      [[-2.39, -1, 0, 0], 'terminated'],
      [[2.37, 1, 0, 0], 'none'],
      [[0, 0, (11.9 * Math.PI) / 180, 0.2], 'terminated'],
      [[0, 0, (-11.9 * Math.PI) / 180, -0.2], 'terminated'],
      [[0, 0, (11.6 * Math.PI) / 180, 0.2], 'none'],
    ] as const) {
      const step = placed(cartPoleV1, state).step(0);
      expect([step.reward, step.ending], state.join()).to.deep.equal([1, ending]);
    }
  });

  it('is truncated after 200 steps (v0) and 500 (v1)', () => {
    for (const [spec, limit] of [
      [cartPoleV0, 200],
      [cartPoleV1, 500],
    ] as const) {
      const environment = create(spec);
      const [angle, velocity] = [2, 3];
      environment.reset(random());
      let steps = 0;
      let ending;
      do {
        const { state } = environment;
        const lean = state[angle]! + 0.5 * state[velocity]! + 0.05 * state[0]! + 0.1 * state[1]!;
        ({ ending } = environment.step(lean > 0 ? 1 : 0));
        steps++;
      } while (ending === 'none');
      expect([steps, ending]).to.deep.equal([limit, 'truncated']);
    }
  });
});

describe('MountainCar', () => {
  it('moves by hand where the ground is steepest or level', () => {
    const bottom = -Math.PI / 6; // cos 3x = 0
    for (const action of [0, 1, 2]) {
      const environment = placed(mountainCarV0, [bottom, 0.01]);
      expect(environment.step(action).reward).to.equal(-1);
      const velocity = 0.01 + (action - 1) * 0.001;
      near(environment.state, [bottom + velocity, velocity]);
    }
    const steep = placed(mountainCarV0, [0, 0]); // cos 3x = 1
    steep.step(1);
    near(steep.state, [-0.0025, -0.0025]);
  });

  it('stops at the left wall, keeps its speed within .07 and ends on the right', () => {
    const wall = placed(mountainCarV0, [-1.19, -0.06]);
    wall.step(0);
    expect(Array.from(wall.state)).to.deep.equal([-1.2, 0]);
    const fast = placed(mountainCarV0, [-1, 0.0699]);
    fast.step(2);
    near(fast.state, [-0.93, 0.07]);
    const last = placed(mountainCarV0, [0.49, 0.03]).step(2);
    expect([last.reward, last.ending]).to.deep.equal([-1, 'terminated']);
  });
});

/** Kinetic and potential energy of two rods of length and mass 1 (centres at ½, moments of inertia 1 about their centres). */
function energy([angle1, angle2, speed1, speed2]: readonly number[]): number {
  const both = angle1! + angle2!;
  const along = [Math.cos(angle1!) * speed1!, Math.sin(angle1!) * speed1!];
  const [x, y] = [
    along[0]! + 0.5 * Math.cos(both) * (speed1! + speed2!),
    along[1]! + 0.5 * Math.sin(both) * (speed1! + speed2!),
  ];
  const motion = 0.5 * (0.25 * speed1! ** 2 + x * x + y * y + speed1! ** 2 + (speed1! + speed2!) ** 2);
  return motion - 9.8 * (0.5 * Math.cos(angle1!) + Math.cos(angle1!) + 0.5 * Math.cos(both));
}

describe('Acrobot', () => {
  it('rests where it hangs and where it stands', () => {
    for (const state of [
      [0, 0, 0, 0],
      [0, Math.PI, 0, 0],
    ]) {
      const environment = placed(acrobotV1, state);
      environment.step(1);
      near(environment.state, state);
    }
  });

  // With the torque off, Lagrange's equations keep the energy; a Runge-Kutta step of .2 s errs by about .2^5 of the motion.
  it('keeps its energy with the torque off', () => {
    for (const state of [
      [0.3, -0.2, 0, 0],
      [0.1, 0.2, 0.3, -0.4],
    ]) {
      const environment = placed(acrobotV1, state);
      for (let t = 0; t < 10; t++) {
        environment.step(1);
        expect(energy(Array.from(environment.state))).to.be.closeTo(energy(state), 2e-3);
      }
    }
  });

  it('gains energy from a torque along its motion: the work that the torque does', () => {
    // At rest the work of the first instant is of second order; over one step it is the torque times the turn of the joint.
    for (const action of [0, 2]) {
      const environment = placed(acrobotV1, [0, 0, 0, 0]);
      environment.step(action);
      const state = Array.from(environment.state);
      expect(energy(state) - energy([0, 0, 0, 0])).to.be.closeTo((action - 1) * state[1]!, 1e-4);
    }
  });

  it('pays 0 where its tip is above the line, and −1 before', () => {
    const high = placed(acrobotV1, [Math.PI, 0, 0, 0]).step(1);
    expect([high.reward, high.ending]).to.deep.equal([0, 'terminated']);
    const low = placed(acrobotV1, [0, 0, 0, 0]).step(1);
    expect([low.reward, low.ending]).to.deep.equal([-1, 'none']);
  });

  it('shows cosine and sine of both angles, then both velocities', () => {
    const environment = placed(acrobotV1, [1, -2, 3, -4]);
    const { observation } = environment.step(0);
    const [angle1, angle2, speed1, speed2] = Array.from(environment.state);
    near(observation, [
      Math.cos(angle1!),
      Math.sin(angle1!),
      Math.cos(angle2!),
      Math.sin(angle2!),
      speed1!,
      speed2!,
    ]);
  });
});

describe('Pendulum', () => {
  it('moves and pays by hand', () => {
    const environment = placed(pendulumV1, [Math.PI / 2, 1]);
    const { observation, reward } = environment.step(Float64Array.of(-1));
    const velocity = 1 + 0.05 * (15 - 3);
    near(environment.state, [Math.PI / 2 + 0.05 * velocity, velocity]);
    near(observation, [
      Math.cos(environment.state[0]!),
      Math.sin(environment.state[0]!),
      environment.state[1]!,
    ]);
    near([reward], [-(Math.PI ** 2 / 4 + 0.1 + 0.001)]);
  });

  it('counts the angle from upright the short way round', () => {
    near([placed(pendulumV1, [2 * Math.PI + 0.5, 0]).step(Float64Array.of(0)).reward], [-0.25]);
    near([placed(pendulumV1, [-6 * Math.PI - 0.5, 0]).step(Float64Array.of(0)).reward], [-0.25]);
  });

  it('clips torques at 2 and speeds at 8, and is truncated after 200 steps', () => {
    const environment = placed(pendulumV1, [Math.PI / 2, 7.9]);
    near([environment.step(Float64Array.of(50)).reward], [-(Math.PI ** 2 / 4 + 0.1 * 7.9 ** 2 + 0.004)]);
    expect(environment.state[1]).to.equal(8);
    for (let t = 1; t < 199; t++)
      expect(environment.step(Float64Array.of(0)).ending, `${t}`).to.equal('none');
    expect(environment.step(Float64Array.of(0)).ending).to.equal('truncated');
  });
});

describe('what is seen', () => {
  it('is the observation without velocities where observe is positions', () => {
    for (const [spec, kept] of [
      [cartPoleV1, [0, 2]],
      [mountainCarV0, [0]],
      [acrobotV1, [0, 1, 2, 3]],
      [pendulumV1, [0, 1]],
    ] as const) {
      const [full, hidden] = [create(spec), create(spec, { observe: 'positions' })];
      const seen = full.reset(random());
      expect(Array.from(hidden.reset(random())), spec.id).to.deep.equal(kept.map((i) => seen[i]));
    }
  });

  it('bears noise of mean 0 and the standard deviation of the option where observe is noisy', () => {
    const environment = create(cartPoleV1, { observe: 'noisy', noise: 0.5 });
    const source = randomStream(2, 'environment');
    let [sum, squares] = [0, 0];
    const [resets, numbers] = [5000, 4];
    for (let reset = 0; reset < resets; reset++) {
      environment.reset(source).forEach((value, i) => {
        const error = value - environment.state[i]!;
        sum += error;
        squares += error * error;
      });
    }
    const count = resets * numbers;
    // Five standard errors: σ/√n for the mean, σ² √(2/n) for the mean square.
    expect(sum / count).to.be.closeTo(0, (5 * 0.5) / Math.sqrt(count));
    expect(squares / count).to.be.closeTo(0.25, 5 * 0.25 * Math.sqrt(2 / count));
  });

  it('moves the state in the same way whether noise is shown or not', () => {
    const [quiet, noisy] = [
      placed(cartPoleV1, [0, 0.1, 0.02, 0]),
      placed(cartPoleV1, [0, 0.1, 0.02, 0], { observe: 'noisy' }),
    ];
    for (let t = 0; t < 10; t++) {
      quiet.step(t % 2);
      noisy.step(t % 2);
      expect(Array.from(noisy.state)).to.deep.equal(Array.from(quiet.state));
    }
  });
});

describe('pictures', () => {
  it('puts the cart where it is and leans the pole to its side', () => {
    const environment = placed(cartPoleV1, [1.2, 0, 0.2, 0]);
    const lines = environment.frame().picture.map((line) => line.map(({ text }) => text).join(''));
    const column = (mark: string) =>
      lines.flatMap((line) => [...line].flatMap((found, at) => (found === mark ? [at] : [])));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    // 60 columns over [−2.5, 2.5]: x = 1.2 lies in column 44.
    expect(mean(column('#'))).to.be.within(43, 46);
    expect(Math.max(...column('*'))).to.be.greaterThan(mean(column('#')));
    expect(environment.frame().facts['x']).to.equal('1.200');
  });

  it('draws the same as SVG, one line a segment', () => {
    const { svg } = placed(pendulumV1, [0, 0]).frame();
    // Upright: from the middle of 480 × 480 one unit of 200 up.
    expect(svg).to.match(/^<svg .*<\/svg>$/);
    expect(svg).to.contain('x1="240.00" y1="240.00" x2="240.00" y2="40.00"');
  });
});

describe('a saved episode', () => {
  it('is refused where it is not one', () => {
    const environment = create(cartPoleV1);
    for (const saved of [null, {}, { state: [1], steps: 0, playing: true }]) {
      expect(() => environment.restore(saved, random())).to.throw('no saved episode');
    }
  });
});
