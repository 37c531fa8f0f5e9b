import { join } from 'node:path';
import type { Provenance } from '@pomdp-gym/experiment';
import { untilInterrupted } from '../until-interrupted.js';
import type { Begun, Experiment, Size } from './experiment.js';
import type { Dataset, Laboratory } from './laboratory.js';
import type { ReproductionDisplay } from './reproduction-display.js';
import { type Outcome, writeOutcome, writeSummary } from './write-findings.js';

export interface ReproduceSettings {
  readonly experiments: readonly Experiment[];
  readonly size: Size;
  /** Reports go to a folder for each experiment, and one for all to `report.html`. */
  readonly path: string;
  readonly laboratory: Laboratory;
  readonly provenance: Provenance;
  /** Shows how far the data are, given every set that is going to be filled, each once. */
  readonly show: (data: readonly Dataset[]) => ReproductionDisplay;
}

/**
 * Gathers the data of each experiment that are not there yet, draws its conclusions and writes its report. Answers how all
 * came out, or undefined where it was interrupted: what is done is kept, and the same call goes on from there.
 */
export async function reproduce(settings: ReproduceSettings): Promise<readonly Outcome[] | undefined> {
  const { experiments, size, path, laboratory, provenance, show } = settings;
  const begun = experiments.map((experiment) => ({ experiment, begun: experiment.begin(size, laboratory) }));
  const display = show(distinct(begun.flatMap(({ begun: { data } }) => data)));
  const outcomes: Outcome[] = [];
  try {
    for (const { experiment, begun: experimentBegun } of begun) {
      for (const dataset of experimentBegun.data) {
        display.begin(dataset);
        if (!(await untilInterrupted(dataset.fill(), () => display.kept()))) return undefined;
      }
      const outcome = await conclude(experiment, experimentBegun);
      await writeOutcome(join(path, experiment.id), outcome, size, provenance);
      outcomes.push(outcome);
    }
  } finally {
    display.stop();
  }
  if (outcomes.length > 1) await writeSummary(join(path, 'report.html'), outcomes, size, provenance);
  return outcomes;
}

async function conclude(experiment: Experiment, { data, findings }: Begun): Promise<Outcome> {
  const failures = data.reduce((sum, dataset) => sum + dataset.failures(), 0);
  return { experiment, findings: await findings(), failures };
}

/** Experiments share data: each set once. */
function distinct(data: readonly Dataset[]): Dataset[] {
  return [...new Map(data.map((dataset) => [dataset.name, dataset])).values()];
}
