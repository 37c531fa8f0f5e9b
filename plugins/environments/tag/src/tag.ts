import { environment } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';
import { tagFrame } from './tag-frame.js';
import { tagModel } from './tag-model.js';

const options = z.strictObject({
  ending: z
    .enum(['episode', 'absorbing'])
    .default('episode')
    .describe(
      'What a successful tag does: end the episode, or lead to a state for ever as in the public file.',
    ),
  opponentOnTag: z
    .enum(['stays', 'moves'])
    .default('stays')
    .describe('What the opponent does while the robot tags in vain: stay as in the public file, or flee on.'),
});

export const tag = environment({
  id: 'Tag-v0',
  summary: 'A robot hunts an opponent that flees from it and that it sees only when both stand in one cell.',
  options,
  create: ({ ending, opponentOnTag }) =>
    new ModelEnvironment(
      tagModel({ episodic: ending === 'episode', movesOnTag: opponentOnTag === 'moves' }),
      { frame: tagFrame },
    ),
});
