import type { Passage } from '../diagnostic-collector.js';
import type { Token } from './text-lines.js';

/** The parts of the head of a file, in the order in which they are due. */
export const PARTS = ['agents', 'discount', 'values', 'states', 'start', 'actions', 'observations'] as const;

export type Part = (typeof PARTS)[number];

/** The heading of a part: `start` may stand with `include` or `exclude`. */
export interface PartHeading extends Passage {
  readonly part: Part;
  readonly set?: 'include' | 'exclude';
  /** What stands behind the colon on the same line. */
  readonly rest: readonly Token[];
}
