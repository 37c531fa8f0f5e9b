import { kinds as kindsOfContracts, type KindTable } from '@pomdp-gym/contracts';
import type {} from '@pomdp-gym/experiment';
import type {} from '@pomdp-gym/reproduction';

/** The kinds of plugin that this app takes in: those of contracts, the executors of experiment, and the experiments of reproduction. */
export const kinds = {
  ...kindsOfContracts,
  experiment: { article: 'an experiment', plural: 'experiments' },
  executor: { article: 'an executor', plural: 'executors' },
} as const satisfies KindTable;
