import type { Spec } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import type { PlannedCell, QueueStore } from './cell-queue.js';
import type { Hash } from './event-chain.js';
import type { Clock, Executor } from './executor.js';
import type { MakeTracker } from './observers.js';

/** What an executor is given. */
export interface ExecutorServices {
  readonly registry: Registry;
  readonly clock: Clock;
  /** Chains the events of each run in its record. */
  readonly hash: Hash;
  /** Makes the trackers of tasks. */
  readonly makeTracker: MakeTracker;
  /**
   * Does tasks in so many threads of this process.
   *
   * @param count as many as there are cores by default.
   */
  threads(count?: number): Executor;
}

/** Does the runs of a study in the process of the command. */
export interface LocalExecutor {
  readonly place: 'here';
  readonly executor: Executor;
}

/** Splits the runs of a study into parts that need no common service: each process does one of them. */
export interface ShardExecutor {
  readonly place: 'shard';
  /** The entries of this part. All parts together have each entry once, whatever the order in which entries are given. */
  part(cells: readonly PlannedCell[]): PlannedCell[];
}

/** Shares the runs of a study among processes by a queue. */
export interface QueueExecutor {
  readonly place: 'queue';
  /**
   * Connects to the store at an address, by one try.
   *
   * @param address holds a password, perhaps: it appears in no message.
   * @throws InputError where there is no such store, or it may not be used; OutOfReach, with a sentence for a person, where the store is not
   * reached now, and the same call may succeed later.
   */
  connect(address: string): Promise<QueueStore>;
}

/** How the runs of a study are spread over threads, processes and machines. Their results do not depend on it. */
export type StudyExecutor = LocalExecutor | ShardExecutor | QueueExecutor;

/**
 * What a plugin of the kind `executor` contributes; `specWriter<ExecutorSpec>()` makes the function that writes it. A registry that takes
 * executors in is given a row `executor` beside `kinds`.
 */
export type ExecutorSpec<Options = unknown> = Spec<StudyExecutor, [services: ExecutorServices], Options>;

declare module '@pomdp-gym/contracts' {
  interface SpecOf {
    executor: ExecutorSpec;
  }
}
