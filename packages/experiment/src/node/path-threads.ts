import { InputError, type RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { MOST_TOGETHER, type PathEstimate, type PathJob } from '@pomdp-gym/training';
import { PathRunner } from '../run/path-runner.js';
import type { RunPaths } from '../run/run-context.js';
import { ProgressSigns } from './progress-watch.js';
import { ThreadPool, type ThreadSettings } from './thread-pool.js';

/** Where the paths of a run may find threads of their own. */
export interface PathMeans extends ThreadSettings {
  /** How many; 1 where the thread of the run does them itself. */
  readonly threads: number;
}

/** What a thread is sent. */
export interface PathTask {
  readonly description: RunDescription;
  /** Paths that the thread runs together. */
  readonly jobs: readonly PathJob[];
  readonly signs: SharedArrayBuffer;
}

/** What it returns: an error loses its class on the way. */
export type PathReturn = readonly PathEstimate[] | { readonly thrown: unknown; readonly isInput: boolean };

/** Threads that run the paths of one run: the export `path` of the module, which calls `servePath`. */
export class PathThreads {
  private readonly pool: ThreadPool;
  private readonly threads: number;

  constructor(
    { threads, ...settings }: PathMeans,
    private readonly signs: ProgressSigns,
  ) {
    this.pool = new ThreadPool(settings, threads);
    this.threads = threads;
  }

  /** Of several paths that fail, the first in order is the one that is thrown. */
  readonly run: RunPaths = async (description, jobs, signal) => {
    const returned = await Promise.allSettled(
      inGroups(jobs, this.threads).map((group) => {
        const task: PathTask = { description, jobs: group, signs: this.signs.shared };
        return this.pool.run(task, { name: 'path', signal });
      }),
    );
    signal.throwIfAborted();
    return returned.flatMap((paths) => {
      if (paths.status === 'rejected') throw paths.reason;
      return estimatesOf(paths.value as PathReturn);
    });
  };

  async end(): Promise<void> {
    await this.pool.end();
  }
}

/** Threads for the paths of a run, where its gradients are the mean of several and there are threads for them. */
export function pathThreads(
  { agent }: RunDescription,
  means: PathMeans | undefined,
  signs: ProgressSigns,
): PathThreads | undefined {
  const threads = Math.min(agent.steps.paths ?? 1, means?.threads ?? 1);
  return means && threads > 1 ? new PathThreads({ ...means, threads }, signs) : undefined;
}

/** Paths that are run together, where there are as many for each thread; else one by one. */
function inGroups(jobs: readonly PathJob[], threads: number): readonly (readonly PathJob[])[] {
  const size = jobs.length >= MOST_TOGETHER * threads ? MOST_TOGETHER : 1;
  return Array.from({ length: Math.ceil(jobs.length / size) }, (_, group) =>
    jobs.slice(group * size, (group + 1) * size),
  );
}

function estimatesOf(returned: PathReturn): readonly PathEstimate[] {
  if (!('thrown' in returned)) return returned;
  const { thrown, isInput } = returned;
  throw isInput && thrown instanceof Error ? new InputError(thrown.message, { cause: thrown }) : thrown;
}

/** What a thread runs paths with: one run at a time. */
const runners = new WeakMap<Registry, { readonly runner: PathRunner; signs: ProgressSigns }>();

/** Runs paths inside a thread. */
export async function servePath(
  { description, jobs, signs }: PathTask,
  registry: Registry,
): Promise<PathReturn> {
  const known = runners.get(registry) ?? newRunner(registry, signs);
  known.signs = new ProgressSigns(signs);
  try {
    return await known.runner.estimate(description, jobs);
  } catch (thrown) {
    return { thrown, isInput: thrown instanceof InputError };
  }
}

function newRunner(registry: Registry, shared: SharedArrayBuffer) {
  const known = {
    signs: new ProgressSigns(shared),
    runner: new PathRunner(registry, () => known.signs.give()),
  };
  runners.set(registry, known);
  return known;
}
