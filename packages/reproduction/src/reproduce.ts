import { untilAborted } from '@pomdp-gym/experiment';
import type { ExperimentPlan, Findings, NamedExperiment, Size } from './experiment.js';
import type { Dataset, Laboratory } from './laboratory.js';

/** An experiment as it came out. */
export interface Outcome extends NamedExperiment {
  readonly findings: Findings;
  /** Runs that failed. */
  readonly failures: number;
}

/** Watches the data come in. */
export interface ReproductionObserver {
  /** A data set is next. */
  begin(dataset: Dataset): void;
  /** A line of it is in. */
  kept(): void;
  stop(): void;
}

/** Where findings are published. */
export interface FindingsPublisher {
  /** One experiment, as soon as it has come out. */
  outcome(outcome: Outcome): Promise<void>;
  /** All of several, at the end. */
  summary(outcomes: readonly Outcome[]): Promise<void>;
}

export interface ReproduceSettings {
  readonly experiments: readonly NamedExperiment[];
  readonly size: Size;
  readonly laboratory: Laboratory;
  readonly publisher: FindingsPublisher;
  /** Interrupts: what is done is kept. */
  readonly signal: AbortSignal;
  /** Makes the observer, given every set that is going to be filled, each once. */
  readonly observe: (data: readonly Dataset[]) => ReproductionObserver;
}

/**
 * Gathers the data of each experiment that are not there yet, draws its conclusions and publishes them. Returns how all came
 * out, or undefined where it was interrupted: what is done is kept, and the same call goes on from there.
 */
export async function reproduce(settings: ReproduceSettings): Promise<readonly Outcome[] | undefined> {
  const { experiments, size, laboratory, publisher, signal, observe } = settings;
  const planned = await Promise.all(
    experiments.map(async (named) => ({ named, plan: await named.experiment.begin(size, laboratory) })),
  );
  const observer = observe(distinct(planned.flatMap(({ plan: { data } }) => data)));
  const outcomes: Outcome[] = [];
  try {
    for (const { named, plan } of planned) {
      for (const dataset of plan.data) {
        observer.begin(dataset);
        if (!(await untilAborted(dataset.fill(), signal, () => observer.kept()))) return undefined;
      }
      const outcome = await conclude(named, plan);
      await publisher.outcome(outcome);
      outcomes.push(outcome);
    }
  } finally {
    observer.stop();
  }
  if (outcomes.length > 1) await publisher.summary(outcomes);
  return outcomes;
}

async function conclude(named: NamedExperiment, { data, findings }: ExperimentPlan): Promise<Outcome> {
  const failures = data.reduce((sum, dataset) => sum + dataset.failures(), 0);
  return { ...named, findings: await findings(), failures };
}

/** Experiments share data: each set once. */
function distinct(data: readonly Dataset[]): Dataset[] {
  return [...new Map(data.map((dataset) => [dataset.name, dataset])).values()];
}
