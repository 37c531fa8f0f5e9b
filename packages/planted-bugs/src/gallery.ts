import { criticBugs } from './critics/critic-bugs.js';
import { environmentBugs } from './environments/environment-bugs.js';
import { estimatorBugs } from './estimators/estimator-bugs.js';
import { learnerBugs } from './learners/learner-bugs.js';
import { memoryBugs } from './memories/memory-bugs.js';
import { optimizerBugs } from './optimizers/optimizer-bugs.js';
import type { PlantedBug } from './planted-bug.js';
import { actingBugs } from './policies/acting-bugs.js';
import { boxBugs } from './policies/box-bugs.js';
import { scoreBugs } from './policies/score-bugs.js';
import { solverBugs } from './solvers/solver-bugs.js';
import { trackerBugs } from './trackers/tracker-bugs.js';
import { wrapperBugs } from './wrappers/wrapper-bugs.js';

/** Every planted bug, by kind. */
export const gallery: readonly PlantedBug[] = [
  ...environmentBugs,
  ...wrapperBugs,
  ...actingBugs,
  ...scoreBugs,
  ...boxBugs,
  ...memoryBugs,
  ...estimatorBugs,
  ...criticBugs,
  ...optimizerBugs,
  ...learnerBugs,
  ...solverBugs,
  ...trackerBugs,
];
