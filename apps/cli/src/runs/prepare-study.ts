import { completeStudy, runsOf, type Study } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { SharedOptions } from '../flags/shared-options.js';
import { pluginsNamedIn, studyFromFlags } from '../flags/study-from-flags.js';
import { openRegistry } from '../open-registry.js';
import type { WorkerPlugins } from '../worker.js';
import { isAccepted } from './accepted.js';

/** A study that is spread over processes, and what its runs are done with. */
export interface PreparedStudy {
  /** As it is written. */
  readonly written: Study;
  /** With its options completed. */
  readonly study: Study;
  readonly registry: Registry;
  readonly plugins: WorkerPlugins;
}

/** Reads a study from a file and refuses what is wrong with it; undefined where a signal came first. */
export async function prepareStudy(
  file: string,
  { plugin, workers }: SharedOptions & { readonly workers?: number },
): Promise<PreparedStudy | undefined> {
  const plugins = { plugins: [...plugin, ...pluginsNamedIn(file)], from: process.cwd() };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  const written = studyFromFlags(file, {}, registry);
  const study = completeStudy(written, registry);
  return (await isAccepted(runsOf(study), plugins, workers))
    ? { written, study, registry, plugins }
    : undefined;
}
