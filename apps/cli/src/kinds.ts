import { kinds as kindsOfContracts, type KindTable } from '@pomdp-gym/contracts';
import type {} from '@pomdp-gym/reproduction';

/** The kinds of plugin that this app takes in: those of contracts, and the experiments of reproduction. */
export const kinds = {
  ...kindsOfContracts,
  experiment: { article: 'an experiment', plural: 'experiments' },
} as const satisfies KindTable;
