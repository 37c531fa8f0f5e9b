// index.js of a package that depends on @pomdp-gym/contracts, @pomdp-gym/models, inversify and zod
import { contribute } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { ContainerModule } from 'inversify';
import { z } from 'zod';

const options = z.strictObject({
  stickiness: z.number().min(0).max(1).default(0.9).describe('Chance that a lamp stays as it is'),
});

export const lamps = {
  id: 'Lamps-v0',
  summary: 'Two lamps, one of them lit; pressing the button under it pays 1.',
  options,
  create: ({ stickiness }) =>
    new ModelEnvironment(
      finiteModel({
        states: 2,
        actions: 2,
        observations: 2,
        transition: (lit) => [
          [lit, stickiness],
          [1 - lit, 1 - stickiness],
        ],
        emission: (_pressed, lit) => [[lit, 1]],
        initialEmission: (lit) => [[lit, 1]],
        reward: (lit, pressed) => (lit === pressed ? 1 : 0),
        start: [[0, 1]],
      }),
    ),
};

export default new ContainerModule((module) => contribute(module, 'environment', lamps));
