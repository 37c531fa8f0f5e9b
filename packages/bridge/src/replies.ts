import { z } from 'zod';

/** The reply to `reset`: y_0 of each environment, as its space has it in JSON. */
export const resetReply = z.object({ observations: z.array(z.unknown()).min(1) });

/**
 * The reply to `step`: observations and rewards, a row a step with an entry an environment; and what ended, as [row, column, how, last
 * observation]. Where environments are reset at once, the observation in the row is the first of the next episode.
 */
export const stepReply = z.object({
  observations: z.array(z.array(z.unknown()).min(1)).min(1),
  rewards: z.array(z.array(z.number()).min(1)).min(1),
  endings: z.array(z.tuple([z.int(), z.int(), z.enum(['terminated', 'truncated']), z.unknown()])),
});

const role = z.enum(['wall', 'floor', 'agent', 'goal', 'hazard', 'object', 'label']);

/** The reply to `render`: the picture of one environment. */
export const renderReply = z.object({
  frame: z.object({
    picture: z.array(z.array(z.object({ text: z.string(), role }))),
    facts: z.record(z.string(), z.string()),
  }),
});
