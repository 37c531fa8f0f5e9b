import { InputError } from '@pomdp-gym/contracts';
import type { CallContext } from './call-context.js';
import type { CellDetails } from './calls.js';

/** What is shown of a cell of the study that was emitted last. */
export function openedCell(cell: number, { opened, signal }: CallContext): Promise<CellDetails> {
  if (!opened.study) throw new InputError('No study is open.');
  return opened.study.details(cell, signal);
}
