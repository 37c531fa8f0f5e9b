import type { BenchmarkCase } from './benchmark-case.js';

/** A median between its quartiles. */
export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** What a case came to. */
export interface CaseResult {
  readonly name: string;
  readonly unit: string;
  readonly figures: readonly (Quartiles & { readonly side: string })[];
  /** Of the first side to each other one, over the rounds: processes of one round ran beside one another. */
  readonly ratios: readonly (Quartiles & { readonly per: string })[];
  readonly targets: readonly { readonly atMost: number; readonly per?: string; readonly met: boolean }[];
}

/** Measures every side once a round, in turn, in the opposite order every other round. */
export function measureCase(one: BenchmarkCase, rounds: number, onProcess: () => void): CaseResult {
  const figures = one.sides.map((): number[] => []);
  const order = one.sides.map((_, i) => i);
  for (let round = 0; round < rounds; round++) {
    for (const i of round % 2 === 0 ? order : order.toReversed()) {
      figures[i]!.push(one.sides[i]!.measure());
      onProcess();
    }
  }
  const ratiosTo = (i: number) => quartiles(figures[0]!.map((figure, round) => figure / figures[i]![round]!));
  const ratios = order.slice(1).map((i) => ({ per: one.sides[i]!.name, ...ratiosTo(i) }));
  const ratioOf = new Map(ratios.map(({ per, median }) => [per, median]));
  const figure = quartiles(figures[0]!).median;
  return {
    name: one.name,
    unit: one.unit,
    figures: one.sides.map(({ name }, i) => ({ side: name, ...quartiles(figures[i]!) })),
    ratios,
    targets: one.targets.map((target) => {
      const reached = target.per === undefined ? figure : ratioOf.get(target.per)!;
      return { ...target, met: reached <= target.atMost };
    }),
  };
}

/** The quartiles of a sample, between the two nearest values. */
export function quartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => {
    const place = part * (sorted.length - 1);
    const below = Math.floor(place);
    const above = sorted[below + 1] ?? sorted[below]!;
    return sorted[below]! + (place - below) * (above - sorted[below]!);
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}
