import { kinds as kindsOfContracts, type KindTable } from '@pomdp-gym/contracts';
import type {} from '@pomdp-gym/reproduction';

/** Every kind of plugin that this workspace has. */
export const kinds = {
  ...kindsOfContracts,
  experiment: { article: 'an experiment', plural: 'experiments' },
  executor: { article: 'an executor', plural: 'executors' },
} as const satisfies KindTable;
