import { InputError, type Reference } from '@pomdp-gym/contracts';
import {
  type Executor,
  type ExecutorServices,
  formatReference,
  partsOf,
  sharedPlanKey,
  type StudyExecutor,
} from '@pomdp-gym/experiment';
import { chainHash, workerExecutor } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { clock } from '../clock.js';
import { trackerMaker } from '../flags/tracker-option.js';
import type { WorkerPlugins } from '../worker.js';
import { runThreads } from './run-threads.js';

/** What does runs unless another executor is named. */
export const THREADS: Reference = { id: 'threads', options: {} };

/** What executors are made with. */
export interface ExecutorMeans {
  readonly registry: Registry;
  readonly plugins: WorkerPlugins;
  /** Threads by default, and the paths of runs where they are fewer. */
  readonly workers: number;
  /** How many runs there are to do. */
  readonly runs: number;
}

/** Makes an executor by its reference. */
export function makeExecutor(reference: Reference, means: ExecutorMeans): StudyExecutor {
  return means.registry.create('executor', reference, servicesOf(means));
}

/** An executor that does runs in this process. Throws an InputError where it is one that spreads them over processes. */
export function localExecutor(reference: Reference, means: ExecutorMeans): Executor {
  const made = makeExecutor(reference, means);
  if (made.place === 'here') return made.executor;
  throw new InputError(
    `The executor ${formatReference(reference)} spreads runs over processes: pomdp-gym work uses it. Here in-process or threads does.`,
  );
}

function servicesOf({ registry, plugins, workers, runs }: ExecutorMeans): ExecutorServices {
  const makeTracker = trackerMaker(registry);
  return {
    ...{ registry, clock, hash: chainHash, makeTracker },
    threads(count = workers) {
      const threads = Math.max(1, Math.min(count, runs));
      return workerExecutor({
        ...runThreads(plugins, threads),
        pathThreads: Math.floor(count / threads),
        partsOf: (run) => partsOf(run, registry),
        makeTracker,
        planKey: (run) => sharedPlanKey(run, registry),
      });
    },
  };
}
