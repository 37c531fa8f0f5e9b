import type { StepBatch } from '@pomdp-gym/contracts';
import { lendBatches, type RecordedStep } from './recorded-path.js';

interface Updated {
  update(batch: StepBatch): void;
}

/** Shows a path to one while another is shown another path, a batch each in turn. */
export function updateInTurn(
  [one, path]: readonly [Updated, readonly RecordedStep[]],
  [other, otherPath]: readonly [Updated, readonly RecordedStep[]],
): void {
  const others = lendBatches(otherPath, 32);
  for (const batch of lendBatches(path, 32)) {
    const { value } = others.next();
    if (value) other.update(value);
    one.update(batch);
  }
}
