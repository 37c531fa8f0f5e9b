import {
  type CoverageShape,
  coverageShapes,
  type CoverageTable,
  coverageTable,
  furtherShapes,
  type IntervalKind,
  measureCoverage,
  successShape,
} from '@pomdp-gym/statistics';

/** The numbers of seeds in the table. */
export const SIZES = [2, 3, 4, 5, 7, 10, 15, 20, 30, 100];

export interface TableSettings {
  readonly draws: number;
  readonly seed: number;
  /** The numbers of seeds that are measured; the others of the table are left out. */
  readonly sizes: readonly number[];
  /** The shapes beside the table in place of those of the table. */
  readonly further: boolean;
}

/** The table with these kinds measured; the others as they are. */
export function measureTable(kinds: readonly IntervalKind[], settings: TableSettings): CoverageTable {
  const { draws, seed, further } = settings;
  const kept = further ? emptied(coverageTable.coverage) : coverageTable.coverage;
  const coverage = kinds.reduce((found, kind) => ({ ...found, [kind]: measuredKind(kind, settings) }), kept);
  return { draws, seed, sizes: SIZES, coverage };
}

function emptied(coverage: CoverageTable['coverage']): CoverageTable['coverage'] {
  return Object.keys(coverage).reduce((rest, kind) => ({ ...rest, [kind]: {} }), coverage);
}

function measuredKind(kind: IntervalKind, settings: TableSettings): Record<string, (number | null)[]> {
  const { draws, seed, sizes, further } = settings;
  const shapes = further ? furtherShapes : shapesOf(kind);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]: [string, CoverageShape]) => {
      console.error(`${kind}, ${name} …`);
      const shares = SIZES.map((replicates) =>
        sizes.includes(replicates) ? measureCoverage({ kind, shape, replicates, draws, seed }) : null,
      );
      return [name, shares];
    }),
  );
}

function shapesOf(kind: IntervalKind): Record<string, CoverageShape> {
  if (kind === 'success rate') return { success: successShape };
  if (kind === 'bounded mean') return { 'near a bound': coverageShapes['near a bound'] };
  return coverageShapes;
}
