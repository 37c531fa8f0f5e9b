import { z } from 'zod';

export const savedPathSums = z.object({
  rewarded: z.array(z.array(z.number())),
  counted: z.array(z.array(z.number())),
  rewards: z.number(),
  steps: z.number(),
});

/** The sums over a stretch of a path, for each of several β. */
export class PathSums {
  /** Σ_t r_{t+1} z_{t+1} by β, K numbers each. */
  readonly rewarded: readonly Float64Array[];
  /** Σ_t z_{t+1} by β, K numbers each. */
  readonly counted: readonly Float64Array[];
  /** Σ_t r_{t+1} */
  rewards = 0;
  steps = 0;

  constructor(
    private readonly betas: number,
    private readonly parameters: number,
  ) {
    const zeros = () => Array.from({ length: betas }, () => new Float64Array(parameters));
    this.rewarded = zeros();
    this.counted = zeros();
  }

  add(other: PathSums): void {
    addTo(this.rewarded, other.rewarded);
    addTo(this.counted, other.counted);
    this.rewards += other.rewards;
    this.steps += other.steps;
  }

  /** Σ_t (r_{t+1} − reward) z_{t+1} at the j-th β, K numbers. */
  centred(j: number, reward: number): Float64Array {
    const [rewarded, counted] = [this.rewarded[j]!, this.counted[j]!];
    const centred = new Float64Array(rewarded.length);
    for (let k = 0; k < centred.length; k++) centred[k] = rewarded[k]! - reward * counted[k]!;
    return centred;
  }

  save(): z.infer<typeof savedPathSums> {
    const { rewarded, counted, rewards, steps } = this;
    return { rewarded: plain(rewarded), counted: plain(counted), rewards, steps };
  }

  /** Goes on from saved sums of as many β and parameters; returns whether they were that. */
  restore({ rewarded, counted, rewards, steps }: z.infer<typeof savedPathSums>): boolean {
    const fits = [rewarded, counted].every(
      (rows) => rows.length === this.betas && rows.every((row) => row.length === this.parameters),
    );
    if (!fits) return false;
    rewarded.forEach((row, j) => this.rewarded[j]!.set(row));
    counted.forEach((row, j) => this.counted[j]!.set(row));
    this.rewards = rewards;
    this.steps = steps;
    return true;
  }
}

function addTo(rows: readonly Float64Array[], others: readonly Float64Array[]): void {
  rows.forEach((row, j) => {
    const other = others[j]!;
    for (let k = 0; k < row.length; k++) row[k]! += other[k]!;
  });
}

function plain(rows: readonly Float64Array[]): number[][] {
  return rows.map((row) => [...row]);
}
