import { chanceBugs } from './chance-bugs.js';
import { episodeBugs } from './episode-bugs.js';
import { frameBugs } from './frame-bugs.js';
import { modelBugs } from './model-bugs.js';
import { rewardBugs } from './reward-bugs.js';
import { savingBugs } from './saving-bugs.js';
import { seedBugs } from './seed-bugs.js';
import { spaceBugs } from './space-bugs.js';
import { specBugs } from './spec-bugs.js';

/** The bugs of environments. */
export const environmentBugs = [
  ...specBugs,
  ...spaceBugs,
  ...episodeBugs,
  ...rewardBugs,
  ...chanceBugs,
  ...seedBugs,
  ...savingBugs,
  ...frameBugs,
  ...modelBugs,
];
