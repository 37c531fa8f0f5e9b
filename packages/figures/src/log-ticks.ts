/** Decades across which 1, 2 and 5 still leave room for their labels. */
const FEW_DECADES = 3.2;

/** Round numbers to label a logarithmic axis with, from the last at or below `least` to the first at or above `greatest`. */
export function logTicks(least: number, greatest: number): number[] {
  if (!(least > 0) || !Number.isFinite(greatest)) return [];
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(greatest))];
  const steps = Math.log10(greatest / least) > FEW_DECADES ? [1] : [1, 2, 5];
  const ticks = Array.from({ length: to - from + 1 }, (_, i) =>
    steps.map((m) => m * 10 ** (from + i)),
  ).flat();
  const first = Math.max(
    0,
    ticks.findLastIndex((tick) => tick <= least),
  );
  const last = ticks.findIndex((tick) => tick >= greatest);
  return ticks.slice(first, last < 0 ? undefined : last + 1).map((tick) => Number(tick.toPrecision(3)));
}
