import { specWriter } from '@pomdp-gym/contracts';
import { type ExecutorSpec, inQueueOrder, type PlannedCell } from '@pomdp-gym/experiment';
import { z } from 'zod';

const executor = specWriter<ExecutorSpec>();

const options = z
  .strictObject({
    index: z.int().min(1).default(1).describe('Which part this is, counted from 1'),
    count: z.int().min(1).default(1).describe('Parts in all'),
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

function partsOf(cells: readonly PlannedCell[], count: number): PlannedCell[][] {
  const parts = Array.from({ length: count }, (): PlannedCell[] => []);
  const weights = parts.map(() => 0);
  for (const cell of [...cells].sort(inQueueOrder)) {
    const lightest = weights.indexOf(Math.min(...weights));
    parts[lightest]!.push(cell);
    weights[lightest]! += cell.weight;
  }
  return parts;
}
