import { InputError } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { AdaStop, type PairDecision, type Replicates } from '@pomdp-gym/statistics';
import type { RunRecord } from '../run/run-record.js';
import { replicateScores } from './replicate-scores.js';
import { firstMetric } from '../run/metrics-of.js';
import { runsOf, type Study } from '../study/study.js';

/**
 * The level that all tests of a study share, for a family-wise error of at most 5 %: AdaStop's permutations are exact for two
 * agents, and of more equal ones it errs up to 1.25 times as often as its level says (README of statistics).
 */
const LEVEL = 0.04;

/** A round of one environment. */
interface Round {
  readonly environment: string;
  readonly agents: readonly string[];
  readonly seeds: readonly number[];
}

/**
 * A study in rounds of seeds: after each round AdaStop decides pairs of agents by the first metric of the study, and agents of no undecided pair
 * stop. The seeds of the study are the most that an agent takes. Each environment has its own test, at its share of the level, so that the
 * family-wise error over all of them is at most 5 %. Rounds depend on the records alone: to go on, add them again. An agent
 * with a run that failed is withdrawn, and its pairs stay open.
 */
export class SequentialRounds {
  private readonly tests: ReadonlyMap<string, AdaStop>;
  private readonly done = new Map<string, number>();

  /** Throws an InputError where rounds of `size` seeds do not divide the seeds of the study, or there is one agent. */
  constructor(
    private readonly study: Study,
    private readonly size: number,
  ) {
    const { seeds, agents, environments } = study;
    if (seeds.length % size > 0)
      throw new InputError(
        `The study has ${seeds.length} seeds, which rounds of ${size} do not divide: give another --seeds or --round.`,
      );
    if (agents.length < 2)
      throw new InputError('The study has one agent: give two or more to decide between.');
    this.tests = new Map(
      environments.map(({ name }) => [
        name,
        new AdaStop({
          agents: agents.map((agent) => agent.name),
          seeds: size,
          stages: seeds.length / size,
          level: LEVEL / environments.length,
          random: randomStream(seeds[0] ?? 0, 'AdaStop', name),
        }),
      ]),
    );
  }

  /** The numbers of the runs of the next round of every environment; none once all is decided or all seeds are spent. */
  nextRuns(): ReadonlySet<number> {
    const rounds = this.rounds();
    const isNext = (run: ReturnType<typeof runsOf>[number]) =>
      rounds.some(
        ({ environment, agents, seeds }) =>
          run.environment.name === environment && agents.includes(run.agent.name) && seeds.includes(run.seed),
      );
    return new Set(runsOf(this.study).flatMap((run, number) => (isNext(run) ? [number] : [])));
  }

  /** Takes the records of the next round, which may be among others. */
  addRound(records: readonly RunRecord[]): void {
    for (const { environment, agents, seeds } of this.rounds()) {
      const found = records.filter(({ seed }) => seeds.includes(seed));
      const scores = (agent: string) => replicateScores(found, environment, agent, firstMetric(this.study));
      this.addTo(environment, new Map(agents.map((agent) => [agent, scores(agent)])));
    }
  }

  /** The decisions on every pair, by environment. */
  get decisions(): ReadonlyMap<string, readonly PairDecision[]> {
    return new Map([...this.tests].map(([name, test]) => [name, test.decisions]));
  }

  private rounds(): Round[] {
    return [...this.tests].flatMap(([environment, test]) => {
      const from = (this.done.get(environment) ?? 0) * this.size;
      const agents = test.competing;
      return agents.length === 0
        ? []
        : [{ environment, agents, seeds: this.study.seeds.slice(from, from + this.size) }];
    });
  }

  private addTo(environment: string, runs: ReadonlyMap<string, Replicates>): void {
    const test = this.tests.get(environment)!;
    for (const [agent, { size }] of runs) if (size < this.size) test.withdraw(agent);
    this.done.set(environment, (this.done.get(environment) ?? 0) + 1);
    if (test.competing.length > 0) test.addStage(runs);
  }
}
