/** One side of a comparison: a fresh process that comes to a figure. */
export interface Side {
  readonly name: string;
  /** Runs the process and returns its figure. */
  measure(): number;
}

/** What a case is held to: its first side is to be at most this. */
export interface Target {
  readonly atMost: number;
  /** The side that the first is divided by; left out, the figure itself is meant. */
  readonly per?: string;
}

/** Sides that are measured in turn, and what the first is held to. */
export interface BenchmarkCase {
  readonly name: string;
  /** What a figure counts. */
  readonly unit: string;
  readonly sides: readonly Side[];
  readonly targets: readonly Target[];
}
