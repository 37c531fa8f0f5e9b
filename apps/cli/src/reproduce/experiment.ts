import type { ReportSection } from '@pomdp-gym/report';
import type { Claim } from './claim.js';
import type { Dataset, Laboratory } from './laboratory.js';

/** How much is run: what the report needs, or a minute's version of it all. */
export type Size = 'full' | 'quick';

/** One of the paper's experiments, or one that answers what it left open. */
export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** What it asks. */
  readonly question: string;
  /** Names the data it rests on, and says what follows from them once they are all there. */
  begin(size: Size, laboratory: Laboratory): Begun;
}

export interface Begun {
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
