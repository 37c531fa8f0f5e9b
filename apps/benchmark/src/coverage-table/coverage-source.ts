import type { CoverageTable } from '@pomdp-gym/statistics';

/** The table as the module of the package, in the layout that prettier gives it. */
export function coverageSource({ draws, seed, sizes, coverage }: CoverageTable): string {
  const kinds = Object.entries(coverage).map(([kind, shapes]) => {
    const rows = Object.entries(shapes).map(
      ([shape, shares]) => `      ${key(shape)}: [${shares.map(String).join(', ')}],\n`,
    );
    return `    ${key(kind)}: ${rows.length === 0 ? '{}' : `{\n${rows.join('')}    }`},\n`;
  });
  return `import type { IntervalKind } from '../intervals/interval-kind.js';

/**
 * Shares of samples whose 95 % interval held the mean: by kind, then by shape, one for each number of seeds; null where it was not
 * measured.
 */
export interface CoverageTable {
  /** How many samples each share is measured on. */
  readonly draws: number;
  readonly seed: number;
  readonly sizes: readonly number[];
  readonly coverage: Readonly<Record<IntervalKind, Readonly<Record<string, readonly (number | null)[]>>>>;
}

/** Written by \`npm run coverage -w @pomdp-gym/benchmark\`. */
export const coverageTable: CoverageTable = {
  draws: ${draws},
  seed: ${seed},
  sizes: [${sizes.join(', ')}],
  coverage: {
${kinds.join('')}  },
};
`;
}

function key(name: string): string {
  return /^\w+$/.test(name) ? name : `'${name}'`;
}
