import { InputError, type Optimizer, type Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { ZodType } from 'zod';

/** What the inner optimizer saves. */
export function savedBy(inner: Optimizer): unknown {
  if (!inner.save) throw new InputError('The inner optimizer cannot be saved: it has no save.');
  return inner.save();
}

/** Where a stream stands. */
export function placeOf(random: Random): readonly number[] {
  return random.save?.() ?? [];
}

/** A stream that goes on from there. */
export function streamAt(place: readonly number[]): Random {
  const stream = randomStream(0);
  stream.restore?.(place);
  return stream;
}

/** What was saved, where it has the right form; else throws an InputError. */
export function readSaved<T>(schema: ZodType<T>, state: unknown): T {
  const { data, success } = schema.safeParse(state);
  if (!success) throw new InputError('This is no ascent that was saved by an optimizer of this kind.');
  return data;
}
