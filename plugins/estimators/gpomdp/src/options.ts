import { z } from 'zod';

const beta = z.number().min(0).lt(1);

/** The options that both estimators of this plugin have. */
export const traceOptions = {
  beta: beta
    .default(0.8)
    .describe('β, the discount of the eligibility trace: bias falls and variance grows as it nears 1'),
  endings: z
    .enum(['centred', 'reset', 'carry'])
    .default('centred')
    .describe(
      'what is done where an episode ends: the trace is reset and rewards count from their average on, so that the average ' +
        'reward is climbed; it is only reset, so that the return of episodes is climbed; or it is carried across the restart',
    ),
};

export const options = z.strictObject({
  ...traceOptions,
  betas: z
    .array(beta)
    .default([])
    .describe('further β, for which the same path gives estimates of their own'),
  baseline: z
    .enum(['none', 'average', 'constant', 'observation', 'critic'])
    .default('none')
    .describe(
      'what is taken off rewards or returns so that the variance falls: nothing, the average reward, the best constant, ' +
        'the best number an observation, or the values of the critic of the agent',
    ),
  criticLearns: z
    .boolean()
    .default(true)
    .describe(
      'whether the critic learns from the steps it has valued; where not, its values stay as they are',
    ),
  standardErrors: z
    .boolean()
    .default(true)
    .describe(
      'whether estimates have standard errors by batch means: blocks that end within a batch take its scores twice',
    ),
});

export type GpomdpOptions = z.infer<typeof options>;
