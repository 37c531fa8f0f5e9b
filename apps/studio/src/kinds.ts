import { kinds as kindsOfContracts, type KindTable } from '@pomdp-gym/contracts';
import type {} from '@pomdp-gym/experiment';

/** The kinds of plugin that the page knows. It runs no executors: a page is one process. */
export const kinds = {
  ...kindsOfContracts,
  executor: { article: 'an executor', plural: 'executors' },
} as const satisfies KindTable;
