import type { Frame } from './frame.js';
import type { FiniteModel } from './model.js';
import type { Random } from './random.js';
import type { RestorableWithChance } from './restorable.js';
import type { Action, Observation, Spaces } from './space.js';
import type { StepResult } from './step.js';

/** A value that is known, and where it is known from. */
export interface KnownOptimum {
  /** The best attainable average reward per step, η*. */
  readonly averageReward: number;
  readonly source: string;
}

/**
 * A partially observable decision problem, as an agent meets it. The hidden state stays inside.
 * Sequence: reset, step, step, … until an ending, reset, …; a step before the first reset, or after an ending, throws.
 */
export interface Environment extends Spaces, RestorableWithChance {
  /** Whether it goes on for ever, or in episodes. */
  readonly task: 'continuing' | 'episodic';
  /** Begins an episode and returns y_0. `random` is the source of chance until the next reset. */
  reset(random: Random): Observation;
  step(action: Action): StepResult;
  /** The problem written down, where it can be. `step` must follow it. */
  model?(): FiniteModel;
  /** The present moment as a picture, hidden state and all: for people and tests. Throws before the first reset. */
  frame?(): Frame;
  readonly optimum?: KnownOptimum;
  /** What a person should know before they rely on it, one sentence each: e.g. how ambiguous lines of its model file were interpreted. */
  readonly warnings?: readonly string[];
}
