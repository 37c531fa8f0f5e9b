import type { ComparedResult } from '@pomdp-gym/experiment';
import { isClosed } from '@pomdp-gym/solving';
import type { ComparisonTable } from './comparison-table.js';
import type { ReportTable } from './report.js';

/** What a bracket stands beside: a result, or its part on the value of the start. */
type BracketedMetric = Pick<ComparedResult, 'bracket' | 'bracketAbsent'>;

/** The optimum where it is known; else its bracket, one line or two. */
export function optimumLines(
  result: BracketedMetric | undefined,
  known: number | null = null,
): { name: string; y: number }[] {
  if (known !== null) return [{ name: 'optimum', y: known }];
  if (!result?.bracket) return [];
  const { lower, upper } = result.bracket;
  if (isClosed(result.bracket)) return [{ name: 'optimum', y: (lower + upper) / 2 }];
  return [
    { name: 'optimum, lower bound', y: lower },
    { name: 'optimum, upper bound', y: upper },
  ];
}

/** What the bracket rests on, or why there is none. */
export function bracketSentence(result: BracketedMetric | undefined): string {
  if (result?.bracket) {
    return `Last row: lower and upper bound on the best policy (${result.bracket.basis}).`;
  }
  return `No bounds on the best policy: ${result?.bracketAbsent ?? 'nothing was compared.'}`;
}

/** A table of a comparison as a report has it: – where there is nothing to say, the bracket as a last row. */
export function tableOnPage({ columns, rows, bracketRow }: ComparisonTable): ReportTable {
  const empty = Array<string>(columns.length - (bracketRow?.length ?? 0)).fill('');
  return {
    columns,
    numeric: columns.flatMap((_, i) => (i === 0 ? [] : [i])),
    rows: [
      ...rows.map((row) => row.map((cell) => cell ?? '–')),
      ...(bracketRow ? [[...bracketRow, ...empty]] : []),
    ],
  };
}
