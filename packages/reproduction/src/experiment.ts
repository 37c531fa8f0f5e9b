import type { Spec } from '@pomdp-gym/contracts';
import type { ReportSection } from '@pomdp-gym/report';
import type { Claim } from './claim.js';
import type { Dataset, Laboratory } from './laboratory.js';
import type { AnyReplication } from './replication.js';

/** How much is run: what the report needs, or a minute's version of it all. */
export type Size = 'full' | 'quick';

/**
 * An experiment of a paper, or one on a question that the paper left open. Its methods may return promises, so that what runs an
 * experiment is loaded only where it is run.
 */
export interface Experiment {
  readonly title: string;
  /** What it asks. */
  readonly question: string;
  /** Where it stands among the experiments of one report; by id among equals. */
  readonly place: number;
  /** What its data replicate. Worker threads find a replication here by its id. */
  replications(): readonly AnyReplication[] | Promise<readonly AnyReplication[]>;
  /** Names the data it rests on, and concludes from them once they are all there. */
  begin(size: Size, laboratory: Laboratory): ExperimentPlan | Promise<ExperimentPlan>;
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

/**
 * What a plugin of the kind `experiment` contributes; `specWriter<ExperimentSpec>()` makes the function that writes it. A registry that
 * takes experiments in is given a row `experiment` beside `kinds`.
 */
export type ExperimentSpec<Options = unknown> = Spec<Experiment, [], Options>;

declare module '@pomdp-gym/contracts' {
  interface SpecOf {
    experiment: ExperimentSpec;
  }
}

/** An experiment that a registry made, and the id it is registered by. */
export interface NamedExperiment {
  readonly id: string;
  readonly experiment: Experiment;
}
