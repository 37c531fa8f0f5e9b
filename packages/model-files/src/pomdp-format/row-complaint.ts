import { grouped } from '@pomdp-gym/contracts';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import type { TextUnits } from '../text-positions.js';
import type { RowFault } from './row-assignments.js';
import { isSlip, sumText } from './row-sum.js';

/** Names the elements of a set for a sentence. */
export interface Describer {
  describe(element: number): string;
}

/** A row that is no distribution, and what it is a row of. */
export interface FaultyRow {
  readonly letter: 'T' | 'O';
  readonly fault: RowFault;
  readonly actions: Describer;
  readonly states: Describer;
  /** Where to complain about a row that no statement is about. */
  readonly unsaid: Passage;
  readonly units: TextUnits;
}

/** Says of a row that it is missing, or what it sums to. */
export function complainOfRow(
  { letter, fault, actions, states, unsaid, units }: FaultyRow,
  diagnostics: DiagnosticCollector,
): void {
  const { action, row, sum, position, more } = fault;
  const where = `\`${letter}: ${actions.describe(action)} : ${states.describe(row)}\``;
  const rows = more === 0 ? where : `${where} (and ${grouped(more)} more ${more === 1 ? 'row' : 'rows'})`;
  if (position < 0) {
    const what = letter === 'T' ? 'transition' : 'observation';
    diagnostics.error('missing', unsaid, `No ${what} probabilities are given for ${rows}.`);
    return;
  }
  const line = restOfLine(units, position);
  const message = `The probabilities of ${rows} sum to ${sumText(sum)}, not to 1`;
  if (!isSlip(sum)) diagnostics.error('row-sum', line, `${message}.`);
  else diagnostics.warning('row-sum', line, `${message}; they are read divided by their sum.`);
}

function restOfLine(units: TextUnits, begin: number): Passage {
  let end = begin;
  while (end < units.length && units[end] !== 10 && units[end] !== 35) end++;
  while (end > begin && units[end - 1]! <= 32) end--;
  return { begin, end };
}
