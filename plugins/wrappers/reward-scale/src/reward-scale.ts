import { wrapper } from '@pomdp-gym/contracts';
import { scaleRewards, wrapEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';

const options = z.strictObject({
  factor: z.number().default(0.1).describe('What every reward is multiplied by'),
});

/** Gymnasium's TransformReward with a factor. Spaces, names and endings stay. */
export const rewardScale = wrapper({
  id: 'RewardScale',
  summary: 'Multiplies every reward by a factor, in the model too.',
  options,
  create: ({ factor }, environment) => {
    const { optimum } = environment;
    return wrapEnvironment(environment, {
      // The best policy stays the best only where the order of rewards stays.
      optimum:
        optimum && factor > 0 ? { ...optimum, averageReward: factor * optimum.averageReward } : undefined,
      model: (model) => scaleRewards(model, factor),
      change: (step) => {
        step.reward *= factor;
      },
    });
  },
});
