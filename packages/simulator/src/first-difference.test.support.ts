/** The first step in which two paths differ, as text: chai would take minutes to draw thousands of steps. */
export function firstDifference(path: readonly object[], other: readonly object[]): string | undefined {
  const length = Math.max(path.length, other.length);
  const differing = Array.from({ length }, (_, t) => t).find(
    (t) => JSON.stringify(path[t]) !== JSON.stringify(other[t]),
  );
  if (differing === undefined) return undefined;
  return `step ${differing}: ${JSON.stringify(path[differing])} and ${JSON.stringify(other[differing])}`;
}
