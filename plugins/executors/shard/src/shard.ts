import { specWriter } from '@pomdp-gym/contracts';
import { type ExecutorSpec, inQueueOrder, type PlannedCell } from '@pomdp-gym/experiment';
import { z } from 'zod';

const executor = specWriter<ExecutorSpec>();

/** The most parts: as many jobs as `submit` writes at most. */
const PARTS = 100_000;

const options = z
  .strictObject({
    index: z.int().min(1).default(1).describe('Which part this is, counted from 1'),
    count: z.int().min(1).max(PARTS).default(1).describe('Parts in all'),
  })
  .refine(({ index, count }) => index <= count, {
    message: 'must be at most count',
    path: ['index'],
  });

/**
 * Splits the runs of a study into parts, and does one of them. Each run goes to the part that has the least so far, the longest runs first
 * (R. L. Graham, 1969), so that the parts are of about the same length.
 */
export const shard = executor({
  id: 'shard',
  summary: 'Splits the runs of a study into parts that need no common service.',
  options,
  create: ({ index, count }) => ({ place: 'shard', part: (cells) => partsOf(cells, count)[index - 1]! }),
});

/** A part as it grows. */
interface Part {
  readonly index: number;
  readonly cells: PlannedCell[];
  weight: number;
}

function partsOf(cells: readonly PlannedCell[], count: number): PlannedCell[][] {
  const parts = Array.from({ length: count }, (_, index): Part => ({ index, cells: [], weight: 0 }));
  const heap = [...parts];
  for (const cell of [...cells].sort(inQueueOrder)) {
    const lightest = heap[0]!;
    lightest.cells.push(cell);
    lightest.weight += cell.weight;
    sinkFirst(heap);
  }
  return parts.map((part) => part.cells);
}

/** Puts the first part of a binary heap, the lightest before it grew, where it belongs now. */
function sinkFirst(heap: Part[]): void {
  const part = heap[0]!;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    const right = child + 1;
    const lighter = right < heap.length && isLighter(heap[right]!, heap[child]!) ? right : child;
    if (isLighter(part, heap[lighter]!)) break;
    heap[at] = heap[lighter]!;
    at = lighter;
  }
  heap[at] = part;
}

/** Of parts of one weight the first counts as the lightest. */
function isLighter(a: Part, b: Part): boolean {
  return a.weight < b.weight || (a.weight === b.weight && a.index < b.index);
}
