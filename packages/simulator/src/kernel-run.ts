import type { WordBlock } from '@pomdp-gym/contracts';
import type { MoveTable } from './move-table.js';

/** Where a path of the tabular kernel stands, and what it draws from. */
export interface KernelRun {
  /** s_t */
  state: number;
  /** y_t */
  observation: number;
  /** m_t */
  node: number;
  /** Whether the last step entered a terminal state. */
  ended: boolean;
  readonly policy: MoveTable;
  readonly policyWords: WordBlock;
  readonly environmentWords: WordBlock;
}
