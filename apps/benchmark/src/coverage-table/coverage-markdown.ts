import type { CoverageTable } from '@pomdp-gym/statistics';

/** The table for a README, in per cent. */
export function coverageMarkdown({ sizes, coverage }: CoverageTable): string {
  const rows = Object.entries(coverage).flatMap(([kind, shapes]) =>
    Object.entries(shapes).map(([shape, shares]) =>
      row([kind, shape, ...shares.map((share) => (share === null ? '–' : (100 * share).toFixed(1)))]),
    ),
  );
  const rule = ['---', '---', ...sizes.map(() => '--:')];
  return [row(['interval', 'shape', ...sizes.map(String)]), row(rule), ...rows].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
