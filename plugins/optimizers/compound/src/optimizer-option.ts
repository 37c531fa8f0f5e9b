import { recipe } from '@pomdp-gym/contracts';

/** The option of every optimizer here: the one that it is put around. */
export const optimizerOption = {
  optimizer: recipe('optimizer', 'conjpomdp').describe('The optimizer that climbs'),
};
