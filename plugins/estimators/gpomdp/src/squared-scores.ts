import type { ParametricPolicy, StepBatch } from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';

/** |∇log p(u, m' | m, y; θ)|² of single steps. Where all of these are finite each is computed once a path: θ stands still on it. */
export class SquaredScores {
  private readonly known = new Map<number, number>();
  private readonly score: Float64Array;

  constructor(private readonly policy: ParametricPolicy) {
    this.score = new Float64Array(policy.parameters.length);
  }

  /** Forgets them, since θ may have changed. */
  reset(): void {
    this.known.clear();
  }

  of(batch: StepBatch, row: number): number {
    const key = this.key(batch, row);
    const known = key === undefined ? undefined : this.known.get(key);
    if (known !== undefined) return known;
    this.score.fill(0);
    this.policy.addScore(batch, row, 1, this.score);
    const square = dot(this.score, this.score);
    if (key !== undefined) this.known.set(key, square);
    return square;
  }

  /** One number for (y, u, m, m'), or undefined where they are not finite or too many for that. */
  private key({ observations, actions, memory }: StepBatch, row: number): number | undefined {
    if (observations.width > 0 || actions.width > 0 || (memory && memory.before.width > 0)) return undefined;
    const { memorySpace } = this.policy;
    const nodes = memorySpace?.kind === 'discrete' ? memorySpace.size : 1;
    const node = memory ? memory.before.values[row]! * nodes + memory.after.values[row]! : 0;
    const pair = observations.values[row]! * MOST_ACTIONS + actions.values[row]!;
    const key = pair * nodes * nodes + node;
    return actions.values[row]! < MOST_ACTIONS && key <= Number.MAX_SAFE_INTEGER ? key : undefined;
  }
}

const MOST_ACTIONS = 2 ** 16;
