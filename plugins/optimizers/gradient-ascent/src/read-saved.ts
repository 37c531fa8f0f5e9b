import { InputError } from '@pomdp-gym/contracts';
import type { ZodType } from 'zod';

/** What was saved, where it has the right form; else throws an InputError. */
export function readSaved<T>(schema: ZodType<T>, state: unknown): T {
  const { data, success } = schema.safeParse(state);
  if (!success) throw new InputError('This is no ascent that was saved by an optimizer of this kind.');
  return data;
}
