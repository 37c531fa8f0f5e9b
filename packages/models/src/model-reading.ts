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
   * that is told `cost` turns them back.
   */
  readonly values: 'reward' | 'cost';
}
