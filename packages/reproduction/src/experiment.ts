import { kinds, type KindTable, type Spec, specWriter } from '@pomdp-gym/contracts';
import type { ReportSection } from '@pomdp-gym/report';
import type { Claim } from './claim.js';
import type { Dataset, Laboratory } from './laboratory.js';
import type { AnyReplication } from './replication.js';

/** How much is run: what the report needs, or a minute's version of it all. */
export type Size = 'full' | 'quick';

/** An experiment of a paper, or one that answers what the paper left open. */
export interface Experiment {
  readonly title: string;
  /** What it asks. */
  readonly question: string;
  /** Where it stands among the experiments of one report; by id among equals. */
  readonly place: number;
  /** What its data replicate. Worker threads find a replication here by its id. */
  readonly replications: readonly AnyReplication[];
  /** Names the data it rests on, and concludes from them once they are all there. */
  begin(size: Size, laboratory: Laboratory): ExperimentPlan;
}

export interface ExperimentPlan {
  readonly data: readonly Dataset[];
  /** To be asked for when all data are gathered. The same data give the same findings, to the bit. */
  findings(): Findings | Promise<Findings>;
}

export interface Findings {
  /** What was run, in sentences. */
  readonly method: readonly string[];
  readonly claims: readonly Claim[];
  /** Figures, tables, and the words that go with them. */
  readonly sections: readonly ReportSection[];
}

/** What a plugin of the kind `experiment` contributes. */
export type ExperimentSpec<Options = unknown> = Spec<Experiment, [], Options>;

declare module '@pomdp-gym/contracts' {
  interface SpecOf {
    experiment: ExperimentSpec;
  }
}

/** The function that writes specs of experiments. */
export const experiment = specWriter<ExperimentSpec>();

/** The kinds of contracts, and `experiment`, which this package owns: the table of a registry that holds experiments. */
export const kindsWithExperiments = {
  ...kinds,
  experiment: { article: 'an experiment', plural: 'experiments' },
} as const satisfies KindTable;

/** An experiment that a registry made, and the id it is registered by. */
export interface NamedExperiment {
  readonly id: string;
  readonly experiment: Experiment;
}
