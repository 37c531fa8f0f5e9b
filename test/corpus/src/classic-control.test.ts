import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  acrobotV1,
  cartPoleV1,
  type ControlEnvironment,
  mountainCarV0,
  pendulumV1,
} from '@pomdp-gym/environment-classic-control';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { z } from 'zod';

/** A folder with classic-control.json: paths of Gymnasium's equations, made by a program of its own. */
const REFERENCE = process.env['POMDP_REFERENCE'];

const step = z.object({
  action: z.number(),
  state: z.array(z.number()),
  reward: z.number().optional(),
});
const paths = z.object({
  start: z.record(z.string(), z.array(z.number())),
  CartPole: z.array(step),
  MountainCar: z.array(step),
  Acrobot: z.array(step),
  Pendulum: z.array(step),
});

const specs = {
  CartPole: cartPoleV1,
  MountainCar: mountainCarV0,
  Acrobot: acrobotV1,
  Pendulum: pendulumV1,
};

/** The environment in a given state. */
function placed(environment: ControlEnvironment, state: readonly number[]): ControlEnvironment {
  environment.reset(randomStream(1, 'environment'));
  environment.restore({ state, steps: 0, playing: true }, randomStream(1, 'environment'));
  return environment;
}

const about = REFERENCE ? `in ${REFERENCE}` : '(POMDP_REFERENCE is not set, so there are none to read)';

describe(`the paths of classic control ${about}`, () => {
  before(function () {
    if (!REFERENCE) this.skip();
  });

  for (const name of ['CartPole', 'MountainCar', 'Acrobot', 'Pendulum'] as const) {
    it(`${name} follows its path`, () => {
      const file = readFileSync(join(REFERENCE ?? '.', 'classic-control.json'), 'utf8');
      const reference = paths.parse(JSON.parse(file));
      const spec = specs[name];
      const environment = placed(spec.create(spec.options.parse({})), reference.start[name]!);
      const box = environment.actionSpace.kind === 'box';
      expect(reference[name]).to.not.be.empty;
      reference[name].forEach(({ action, state, reward }, t) => {
        const found = environment.step(box ? Float64Array.of(action) : action);
        // Gymnasium's single precision is the tolerance that the reference asks for.
        state.forEach((value, i) => expect(environment.state[i], `step ${t}`).to.be.closeTo(value, 1e-6));
        if (reward !== undefined) expect(found.reward, `step ${t}`).to.be.closeTo(reward, 1e-6);
      });
    });
  }
});
