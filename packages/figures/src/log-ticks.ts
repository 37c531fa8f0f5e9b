/** Decades across which 1, 2 and 5 still leave room for their labels. */
const FEW_DECADES = 3.2;

/** What an axis shows beyond its data at either end, as a share of their range: a tick may stand there. */
const ROOM = 0.025;

/**
 * Round numbers to label a logarithmic axis with, whose data reach from `least` to `greatest`: 1, 2 and 5 times powers of
 * ten, or the powers alone where there are many. None where fewer than two fit: any tick is better then.
 */
export function logTicks(least: number, greatest: number): number[] {
  if (!(least > 0) || !Number.isFinite(greatest)) return [];
  const decades = Math.log10(greatest / least);
  const [from, to] = [Math.floor(Math.log10(least)) - 1, Math.ceil(Math.log10(greatest))];
  const steps = decades > FEW_DECADES ? [1] : [1, 2, 5];
  const ticks = Array.from({ length: to - from + 1 }, (_, i) =>
    steps.map((m) => m * 10 ** (from + i)),
  ).flat();
  const room = 10 ** (ROOM * decades);
  const shown = ticks.filter((tick) => tick >= least / room && tick <= greatest * room);
  return shown.length < 2 ? [] : shown.map((tick) => Number(tick.toPrecision(3)));
}
