import { exactAscents } from './exact-ascents.js';
import { gradientPaths } from './gradient-paths.js';
import type { AnyReplication } from './replication.js';

/** Everything that workers know how to replicate. */
export const replications: readonly AnyReplication[] = [exactAscents, gradientPaths];
