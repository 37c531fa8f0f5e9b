/** A mean over 30 seeds, and the best of them. */
export interface ReportedMean {
  readonly mean: number;
  readonly best: number;
}

/** The discounted value of the start, as agents with 2, 4 and 8 memory states reach it. */
export interface ReportedRow {
  readonly memoryless: number;
  /** By the number of memory states. */
  readonly byStates: Readonly<Record<number, ReportedMean>>;
  /** What a policy on the belief is worth. */
  readonly belief: number;
}

/**
 * λ-discrepancy: Allen, Kirtland, Tao, Lobel et al., Mitigating Partial Observability in Sequential Decision Processes via the
 * Lambda Discrepancy, NeurIPS 2024; the authors' table of all runs (read). Exact gradients, 30 seeds; agents see an observation
 * before the first action.
 */
export const reportedRows: Readonly<Record<string, ReportedRow>> = {
  '4x3': row(0.7784, [1.38, 1.605], [1.624, 1.875], [1.765, 1.921], 2.0011),
  cheese: row(2.0791, [3.314, 3.575], [3.389, 3.578], [3.524, 3.578], 3.5789),
  network: row(140.67, [192.5, 226.3], [206.1, 229.8], [210.8, 233.6], 296.22),
  paint: row(0.222, [1.017, 1.465], [1.572, 3.072], [1.892, 3.138], 3.2936),
  shuttle: row(18.923, [25.53, 31.86], [29.61, 32.88], [31.42, 32.886], 32.8897),
  'tiger-alt-start': row(-12.28, [-8.56, -1], [-5.83, 2.83], [-4.17, 3.31], 3.7702),
  tmaze5: row(1.058, [1.182, 2.075], [1.491, 2.091], [1.724, 2.126], 2.1258),
};

type Pair = readonly [mean: number, best: number];

function row(memoryless: number, two: Pair, four: Pair, eight: Pair, belief: number): ReportedRow {
  const [at2, at4, at8] = [two, four, eight].map(([mean, best]) => ({ mean, best }));
  return { memoryless, byStates: { 2: at2!, 4: at4!, 8: at8! }, belief };
}

/** The value that a search over deterministic controllers found, and what is aimed at here. */
export interface ReportedSearch {
  readonly value: number;
  readonly aim: number;
}

/**
 * PAYNT and SAYNT: Andriushchenko, Bork, Češka, Junges, Katoen, Macák, Search and Explore: Symbiotic Policy Synthesis in POMDPs,
 * CAV 2023; the authors' logs of 900 seconds each (read). Nothing is observed before the first action.
 */
export const reportedSearches: Readonly<Record<string, ReportedSearch>> = {
  hallway: { value: 0.157, aim: 0.8 },
  'network-uniform': { value: 289.1, aim: 289.1 },
  'milos-aaai97': { value: 41.9, aim: 41.9 },
  'query.s3': { value: 515.3, aim: 545 },
  iff: { value: 3.5, aim: 3.5 },
  'tiger-grid': { value: 0.054, aim: 1 },
};
