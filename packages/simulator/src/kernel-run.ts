import type { WordBlock } from '@pomdp-gym/contracts';
import type { MoveTable } from './move-table.js';

/** Where a path of the tabular kernel stands, and what it draws from. */
export class KernelRun {
  /** s_t */
  state = 0;
  /** y_t */
  observation = 0;
  /** m_t */
  node = 0;
  /** Whether the last step entered a terminal state. */
  ended = false;

  constructor(
    readonly policy: MoveTable,
    readonly policyWords: WordBlock,
    readonly environmentWords: WordBlock,
  ) {}

  /** Takes over where a loop stopped. */
  moveTo(state: number, observation: number, node: number, ended: boolean): void {
    this.state = state;
    this.observation = observation;
    this.node = node;
    this.ended = ended;
  }
}
