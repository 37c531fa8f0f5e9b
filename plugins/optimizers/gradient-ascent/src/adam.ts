import { type Optimizer, optimizer } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { climb, type Move } from './climb.js';
import { stopOptions } from './stop-options.js';

const decayRate = z.number().min(0).lt(1);

const options = z.strictObject({
  step: z.number().positive().default(0.1).describe('Step length, alpha: about how far each parameter moves'),
  beta1: decayRate.default(0.9).describe('Decay of the running mean of gradients'),
  beta2: decayRate.default(0.999).describe('Decay of the running mean of their squares'),
  relativeStabilizer: z
    .number()
    .positive()
    .default(1e-8)
    .describe(
      'Fraction of the largest |g| so far that is added to the root it divides by, where stabilizer is relative',
    ),
  stabilizer: z
    .enum(['relative'])
    .or(z.number().positive())
    .default('relative')
    .describe(
      'Added to the root it divides by, epsilon (the paper: 1e-8); relative takes relativeStabilizer',
    ),
  ...stopOptions,
});

type Options = z.infer<typeof options>;

/** Adam (Kingma, Ba 2015, algorithm 1), uphill. */
export const adam = optimizer({
  id: 'adam',
  summary: 'Adam: steps scaled for each parameter by running moments of its gradient.',
  options,
  create: (chosen): Optimizer => ({
    ascend: (start, grad, signal) => climb(start, grad, signal, chosen, adamMove(start.length, chosen)),
  }),
});

function adamMove(parameters: number, chosen: Options): Move {
  const { step, beta1, beta2 } = chosen;
  const m = new Float64Array(parameters); // first and second moments of each component
  const v = new Float64Array(parameters);
  return (theta, g, k, largest) => {
    const stabilizer =
      chosen.stabilizer === 'relative' ? chosen.relativeStabilizer * largest : chosen.stabilizer;
    const correction1 = 1 - beta1 ** (k + 1);
    const correction2 = 1 - beta2 ** (k + 1);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i]! + (1 - beta1) * g[i]!;
      v[i] = beta2 * v[i]! + (1 - beta2) * (g[i]! * g[i]!);
      theta[i]! += (step * (m[i]! / correction1)) / (Math.sqrt(v[i]! / correction2) + stabilizer);
    }
    return step;
  };
}
