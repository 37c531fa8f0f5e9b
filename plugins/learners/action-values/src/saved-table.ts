import { InputError } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { SavedTable } from './value-table.js';

const numbers = z.array(z.number()).readonly();

const table = z.strictObject({ values: numbers, visits: numbers, steps: z.int().min(0) });

const sarsa = z.strictObject({ table, trace: numbers, pending: z.int().min(-1), pendingReward: z.number() });

/** Where SARSA stands: its table, the traces, and the move whose successor is not known yet. */
export type SavedSarsa = z.infer<typeof sarsa>;

/** Reads what `save` of Q-learning returned. Throws an InputError where it is no such data of a table of this size. */
export function readTable(saved: unknown, size: number): SavedTable {
  return requireSize(table.safeParse(saved).data, (data) => data, size);
}

/** Reads what `save` of SARSA returned. Throws an InputError where it is no such data of a table of this size. */
export function readSarsa(saved: unknown, size: number): SavedSarsa {
  return requireSize(sarsa.safeParse(saved).data, (data) => data.table, size);
}

function requireSize<T>(data: T | undefined, tableOf: (data: T) => SavedTable, size: number): T {
  if (data !== undefined && tableOf(data).values.length === size) return data;
  throw new InputError(`This is no table of ${size} action values that was saved.`);
}
