import type { Worth } from './worth.js';

/** What to measure: one solver on one problem, stopped after so many CPU seconds. */
export interface AttainedTask {
  readonly problem: string;
  readonly solver: string;
  readonly seconds: number;
}

/** What a solver claimed when it was stopped, and what the policy it returned is worth. */
export interface AttainedRow extends AttainedTask {
  /** CPU seconds it took. */
  readonly spent: number;
  /** Whether it was stopped; otherwise it came to its own end. */
  readonly stopped: boolean;
  readonly lower: number;
  readonly upper: number;
  /** The α-vectors of its policy. */
  readonly vectors: number;
  readonly worth: Worth;
  /** The first estimate, where that was low and more episodes were simulated. */
  readonly first?: Worth;
  /** CPU seconds that valuing the policy took. */
  readonly valued: number;
  readonly holds: boolean;
}

/** A task whose process failed. */
export interface FailedRow extends AttainedTask {
  readonly failure: string;
}

export type ResultRow = AttainedRow | FailedRow;

export function isFailed(row: ResultRow): row is FailedRow {
  return 'failure' in row;
}

/** The same string for the same task. */
export function taskKey({ problem, solver, seconds }: AttainedTask): string {
  return JSON.stringify([problem, solver, seconds]);
}
