import { InputError, type Metric } from '@pomdp-gym/contracts';
import { firstMetric, replicateScores } from '@pomdp-gym/experiment';
import type { Datum } from '@pomdp-gym/figures';
import { type StudyRuns } from './run-rows.js';

/** Scores as rliable takes them: for each agent a matrix of runs × tasks. Plain JSON. */
export interface ScoreMatrices {
  readonly metric: Metric;
  /** What the columns are: environments. */
  readonly tasks: readonly string[];
  /** What the rows are: the seeds that every agent finished on every task. */
  readonly seeds: readonly number[];
  readonly scores: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** By the first metric of the study. Throws an InputError where no seed was finished by every agent on every task. */
export function scoreMatrices({ study, records }: StudyRuns): ScoreMatrices {
  const [metric, all] = [firstMetric(study), [...records.values()]];
  const tasks = study.environments.map(({ name }) => name);
  const runs = study.agents.map(({ name }) => ({
    name,
    tasks: tasks.map((task) => replicateScores(all, task, name, metric)),
  }));
  const columns = runs.flatMap((agent) => agent.tasks);
  const seeds = study.seeds.filter((seed) => columns.every((task) => task.at(seed) !== undefined));
  if (seeds.length === 0)
    throw new InputError(
      `No seed of ${study.name} was finished by every agent in every environment, so there is no matrix of scores: export --to csv has the runs that there are.`,
    );
  const matrix = (agent: (typeof runs)[number]) =>
    seeds.map((seed) => agent.tasks.flatMap((task) => task.at(seed) ?? []));
  return {
    ...{ metric, tasks, seeds },
    scores: Object.fromEntries(runs.map((agent) => [agent.name, matrix(agent)])),
  };
}

/** The same matrices as rows: an agent and a seed each, a column a task. */
export function scoreRows({ tasks, seeds, scores }: ScoreMatrices): Datum[] {
  return Object.entries(scores).flatMap(([agent, rows]) =>
    rows.map((row, i): Datum => {
      const columns = tasks.map((task, t) => [task, row[t] ?? null] as const);
      return { agent, seed: seeds[i] ?? null, ...Object.fromEntries(columns) };
    }),
  );
}
