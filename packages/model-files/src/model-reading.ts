import type { FiniteModel } from '@pomdp-gym/contracts';
import type { Diagnostic } from './diagnostic.js';

/** What reading a file came to. */
export interface ModelReading {
  /** The model; absent where there is an error among the diagnostics. */
  readonly model?: FiniteModel;
  /** Everything there is to say about the file, in its order. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Whether the file states rewards or costs. The model always holds rewards (costs with their sign turned); a writer
   * that is given `cost` turns them back.
   */
  readonly values: 'reward' | 'cost';
  /**
   * Statements of rewards that the model has no place for, as nothing they name can happen: sound, and maybe not what
   * their author meant. Found in `.POMDP` files only; at most 1000 of them.
   */
  readonly unattainable: readonly UnattainableReward[];
}

/** A statement none of whose rewards can ever be collected, and where it begins. */
export interface UnattainableReward {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly message: string;
}
