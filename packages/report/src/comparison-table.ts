/** A table of a comparison. A cell is null where there is nothing to say, which every renderer marks in its own way. */
export interface ComparisonTable {
  readonly columns: readonly string[];
  /** One row for each agent, in the order of the results. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** The bracket of the optimum as a last row; null where there is none. */
  readonly bracketRow: readonly string[] | null;
}
