import type { ParametricPolicy } from '@pomdp-gym/contracts';
import { CellSpace } from './cell-space.js';
import { ParameterSpace } from './parameter-space.js';
import type { ScoreSpace } from './score-space.js';

/** The space that costs the least: by cells where the policy has some, else by parameters. */
export function chooseSpace(policy: ParametricPolicy): ScoreSpace {
  return policy.scoreCells
    ? new CellSpace(policy.scoreCells, policy.parameters.length)
    : new ParameterSpace(policy);
}
