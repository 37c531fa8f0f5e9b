import type { Agent, Reference, RunDescription, RunSettings, StudyEnvironment } from '@pomdp-gym/contracts';

/** Environments × agents × seeds, each run within a budget of steps. Plain JSON. */
export interface Study extends RunSettings {
  readonly name: string;
  readonly environments: readonly StudyEnvironment[];
  readonly agents: readonly Agent[];
  readonly seeds: readonly number[];
  /** Plugins that it needs besides those that are shipped, by path or package. */
  readonly plugins?: readonly string[] | undefined;
  /** Who follows its runs; nothing that comes out of them depends on it. */
  readonly trackers?: readonly Reference[] | undefined;
  /** The agent, a random one, from which scores are normalised to the optimum. */
  readonly normalizeFrom?: string | undefined;
}

/** The runs of a study in their order: by environment, then agent, then seed. Their places are their numbers. */
export function runsOf(study: Study): RunDescription[] {
  const { environments, agents, seeds, limits, metrics } = study;
  const { budget, episodeLimit, batchSize, evaluation, patience } = study;
  const shared = {
    ...{ budget, episodeLimit, batchSize, evaluation, patience },
    ...(limits && { limits }),
    ...(metrics && { metrics }),
  };
  return environments.flatMap((environment) =>
    agents.flatMap((agent) => seeds.map((seed) => ({ environment, agent, seed, ...shared }))),
  );
}
