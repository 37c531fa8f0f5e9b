/** A run of neighbouring points whose values are all known. */
export interface Stretch {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** A curve cut where a value is not known, so that no line leads across what is not known. */
export function stretches(
  xs: readonly number[],
  ys: readonly (number | null | undefined)[],
): readonly Stretch[] {
  const found: { xs: number[]; ys: number[] }[] = [];
  let isOpen = false;
  xs.forEach((x, i) => {
    const y = ys[i];
    if (y == null) {
      isOpen = false;
      return;
    }
    if (!isOpen) found.push({ xs: [], ys: [] });
    isOpen = true;
    found.at(-1)!.xs.push(x);
    found.at(-1)!.ys.push(y);
  });
  return found;
}
