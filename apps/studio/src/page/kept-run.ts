import type { RunRecipe } from '../engine/calls.js';
import type { WatchedRun } from './run-buffer.js';

/** The point of a run that another begins at. */
export interface ForkedFrom {
  readonly run: number;
  /** Counted from 1. */
  readonly point: number;
}

/** A run as the list of kept runs shows it, without its number. */
export interface RunEntry {
  /** The recipe as JSON, which no other kept run of this build has. */
  readonly key: string;
  /** The build of the page that computed it. */
  readonly build: string;
  readonly recipe: RunRecipe;
  readonly from: ForkedFrom | null;
  readonly status: WatchedRun['status'];
  readonly averageReward: number | null;
}

/** A run as the list of kept runs shows it. */
export interface KeptRun extends RunEntry {
  /** Its number: no other run of this browser has it, and none has had it before. */
  readonly id: number;
}
