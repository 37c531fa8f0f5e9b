import type { RunRecord, Study } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { Observable } from 'rxjs';
import type { Replication } from './replication.js';

/** Data that experiments rest on: so many lines, each made on its own and kept as it is done. */
export interface Dataset {
  /** Its name among the data of all experiments. Two experiments that name the same data share them. */
  readonly name: string;
  readonly count: number;
  /** Seconds of one core that a line takes, roughly: what forecasts reckon with. */
  readonly seconds: number;
  /** How many lines there are already. */
  done(): number;
  /** Makes the lines that are missing, and emits the number of each as it is kept. Cold; unsubscribe to stop. */
  fill(): Observable<number>;
  /** How many lines say that something failed. */
  failures(): number;
}

/** A data set whose lines can be read, in the order of their numbers, once it is filled. */
export interface LinesData<Line> extends Dataset {
  lines(): readonly Line[];
}

/** The runs of a study. */
export interface StudyData extends LinesData<RunRecord> {
  readonly study: Study;
  /** The runs of one agent in one environment (the first if left out) that finished, in the order of their seeds. */
  runsOf(agent: string, environment?: string): readonly RunRecord[];
}

/** Makes data sets, each of which keeps its lines and goes on where it was stopped. */
export interface Laboratory {
  readonly registry: Registry;
  /** The runs of a study, written as in a study's file. */
  study(name: string, seconds: number, written: object): StudyData;
  /** Replicates 0 … count − 1. */
  replicates<Settings, Line>(
    name: string,
    seconds: number,
    replication: Replication<Settings, Line>,
    settings: Settings,
    count: number,
  ): LinesData<Line>;
}
