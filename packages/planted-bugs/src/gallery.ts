import { environmentBugs } from './environments/environment-bugs.js';
import { memoryBugs } from './memories/memory-bugs.js';
import type { PlantedBug } from './planted-bug.js';
import { actingBugs } from './policies/acting-bugs.js';
import { boxBugs } from './policies/box-bugs.js';
import { scoreBugs } from './policies/score-bugs.js';
import { wrapperBugs } from './wrappers/wrapper-bugs.js';

/** Every planted bug, by kind. */
export const gallery: readonly PlantedBug[] = [
  ...environmentBugs,
  ...wrapperBugs,
  ...actingBugs,
  ...scoreBugs,
  ...boxBugs,
  ...memoryBugs,
];
