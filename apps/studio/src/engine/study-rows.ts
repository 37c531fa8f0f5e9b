import type { Study } from '@pomdp-gym/experiment';
import { type KeptRecord, RunColumns, statuses } from './run-columns.js';

/** What names a run within its study. */
export interface RunName {
  readonly run: number;
  readonly environment: string;
  readonly agent: string;
  readonly seed: number;
}

/** The runs of a study in columns, and its cells: an environment with an agent, over all seeds. */
export class StudyRows {
  readonly columns: RunColumns;
  /** How many cells there are. */
  readonly cells: number;
  /** How often the runs of each cell have changed. */
  readonly changes: Uint32Array;

  constructor(readonly study: Study) {
    this.cells = study.environments.length * study.agents.length;
    this.changes = new Uint32Array(this.cells);
    this.columns = new RunColumns(this.cells * study.seeds.length);
  }

  /** Keeps a run, and returns whether it is one of the study. */
  put(record: KeptRecord & RunName): boolean {
    if (!this.isPlanned(record)) return false;
    this.columns.put(record);
    this.changes[this.cellOf(record.run)]!++;
    return true;
  }

  /** The cell of a run: those of a study stand by environment, then agent, then seed. */
  cellOf(run: number): number {
    return Math.floor(run / this.study.seeds.length);
  }

  /** The environment and the agent of a cell, counted from 0. */
  placeOf(cell: number): { readonly environment: number; readonly agent: number } {
    const { length } = this.study.agents;
    return { environment: Math.floor(cell / length), agent: cell % length };
  }

  environmentOf(cell: number): Study['environments'][number] {
    return this.study.environments[this.placeOf(cell).environment]!;
  }

  agentOf(cell: number): Study['agents'][number] {
    return this.study.agents[this.placeOf(cell).agent]!;
  }

  /** The run of a cell with a seed; undefined where the study has no such seed. */
  runOf(cell: number, seed: number): number | undefined {
    const place = this.study.seeds.indexOf(seed);
    return place < 0 ? undefined : cell * this.study.seeds.length + place;
  }

  seedOf(run: number): number {
    return this.study.seeds[run % this.study.seeds.length]!;
  }

  /** The numbers of the runs of a cell that are done, in ascending order. */
  doneIn(cell: number): number[] {
    const { length } = this.study.seeds;
    const all = Array.from({ length }, (_, i) => cell * length + i);
    return all.filter((run) => this.columns.status[run] !== 0);
  }

  isFinished(run: number): boolean {
    return statuses[this.columns.status[run]!] === 'finished';
  }

  private isPlanned({ run, environment, agent, seed }: RunName): boolean {
    const cell = this.cellOf(run);
    return (
      cell < this.cells &&
      this.environmentOf(cell).name === environment &&
      this.agentOf(cell).name === agent &&
      this.seedOf(run) === seed
    );
  }
}
