import type { SparseRows } from '@pomdp-gym/contracts';
import {
  EVERY,
  layoutProbabilities,
  type ProbabilityDialect,
  type TableNames,
} from '../probability-layout.js';

/**
 * The `T:` or `O:` statements of the tables, one for each action. The grammar of pomdp-solve takes `identity` in a `T:`
 * statement only.
 */
export function writeProbabilities(
  letter: 'T' | 'O',
  tables: readonly SparseRows[],
  names: TableNames,
): string[] {
  const head = (action: string, row: string) => `${letter}: ${action} : ${row}`;
  const dialect: ProbabilityDialect = {
    ...(letter === 'T' && { identity: (action) => `T: ${action} identity` }),
    uniform: (action, row) =>
      row === EVERY ? `${letter}: ${action} uniform` : `${head(action, row)} uniform`,
    vector: (action, row, cells) => `${head(action, row)}\n${cells.join(' ')}`,
    entry: (action, row, column, value) => `${head(action, row)} : ${column} ${value}`,
  };
  return layoutProbabilities(tables, names, dialect);
}
