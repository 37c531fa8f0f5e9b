import type { StepBatch } from '@pomdp-gym/contracts';
import { log, power } from '@pomdp-gym/numerics';
import type { ScoreSpace, ScoreTrace } from './score-space.js';
import type { TraceSums } from './trace-sums.js';

/** How steps are added to the sums of a path. */
export interface StepSums {
  /** Whether Σ_t z_{t+1} is wanted too, which takes the scores once more. */
  readonly counts: boolean;
  /** What is taken off beside the score of each step, on the scale of its discounted return. */
  readonly baseline?: Float64Array | undefined;
}

/**
 * The trace of GPOMDP, z_{t+1} = β z_t + ∇log μ(u_t | y_t; θ), and the sums that it makes, batch by batch and in another order.
 * In a batch of n steps with rewards r_0 … r_{n−1}, a score counts for all rewards from its own on, G_i = r_i + β G_{i+1},
 * and the trace z carried in counts for β Σ_i β^i r_i = β G_0. The cost a step is one scalar and one score, whatever the
 * number of parameters.
 */
export class EligibilityTrace {
  /** z, as the next batch finds it. */
  readonly trace: ScoreTrace;
  private weights = new Float64Array(0);
  /** The steps that it remembers. */
  private readonly memory: number;
  /** …, β², β, 1: what the last steps of a batch have in z behind it, as many as have been asked for. */
  private powers: Float64Array = new Float64Array(0);

  /** @param carries whether the trace goes on across the end of an episode. */
  constructor(
    private readonly space: ScoreSpace,
    readonly beta: number,
    private readonly carries: boolean,
  ) {
    this.trace = space.trace();
    this.memory = traceMemory(beta);
  }

  reset(): void {
    this.trace.clear();
  }

  /** Adds the steps of a batch to the sums of a path, and goes on behind them. */
  add(batch: StepBatch, sums: TraceSums, { counts, baseline }: StepSums): void {
    const { beta, space, trace } = this;
    if (this.weights.length < batch.length) this.weights = new Float64Array(batch.length);
    space.take(batch);
    const rewardToGo = this.scanRewards(batch, sums);
    if (baseline) for (let i = 0; i < batch.length; i++) this.weights[i]! -= baseline[i]!;
    space.add(this.weights, sums.rewarded);
    trace.addTo(beta * rewardToGo, sums.rewarded);
    if (counts) this.addCounts(batch, sums.counted);
    sums.steps += batch.length;
    if (this.carries || batch.ending === 'none') this.goOn(batch);
    else this.reset();
  }

  /** Writes G_i = Σ_{j ≥ i} β^{j−i} r_j into the weights and returns G_0. */
  private scanRewards({ rewards, length }: StepBatch, sums: TraceSums): number {
    const { beta, weights } = this;
    const whole = length - (length % 4);
    let rewardToGo = 0;
    let total = 0;
    for (let i = length - 1; i >= whole; i--) {
      total += rewards[i]!;
      weights[i] = rewardToGo = rewards[i]! + beta * rewardToGo;
    }
    total += scanFours(rewards, weights, whole, beta, rewardToGo);
    sums.rewardSum += total;
    return length > 0 ? weights[0]! : 0;
  }

  /** into += Σ_i z_i over the batch: the same with a reward of 1 a step. */
  private addCounts(batch: StepBatch, into: Float64Array): void {
    const { beta, weights } = this;
    let stepsToGo = 0;
    for (let i = batch.length - 1; i >= 0; i--) weights[i] = stepsToGo = 1 + beta * stepsToGo;
    this.space.add(weights, into);
    this.trace.addTo(beta * stepsToGo, into);
  }

  /** z ← β^n z + Σ_i β^{n−1−i} ∇log μ(u_i | y_i), leaving out what is below the rounding of the sum. */
  private goOn(batch: StepBatch): void {
    const { trace, memory } = this;
    const kept = Math.min(batch.length, memory);
    trace.fade(power(this.beta, batch.length));
    trace.add(this.lastPowers(kept), kept);
  }

  /** β^{n−1}, …, β, 1 for the last n steps. */
  private lastPowers(count: number): Float64Array {
    if (this.powers.length < count)
      this.powers = powersDown(this.beta, Math.min(this.memory, Math.max(count, 2 * this.powers.length)));
    const { length } = this.powers;
    return length === count ? this.powers : this.powers.subarray(length - count);
  }
}

/** …, β², β, 1 */
function powersDown(beta: number, count: number): Float64Array {
  const powers = new Float64Array(count);
  let power = 1;
  for (let i = count - 1; i >= 0; i--) {
    powers[i] = power;
    power *= beta;
  }
  return powers;
}

/**
 * The recursion G_i = r_i + β G_{i+1} from `end` down, four steps at a time: the sums within four steps do not wait for what follows them,
 * so that the chain of operations is one product and one sum in four steps. Returns the sum of the rewards.
 */
function scanFours(
  rewards: Float64Array,
  weights: Float64Array,
  end: number,
  beta: number,
  after: number,
): number {
  const beta2 = beta * beta;
  const beta3 = beta2 * beta;
  const beta4 = beta2 * beta2;
  let rewardToGo = after;
  let total = 0;
  for (let i = end - 4; i >= 0; i -= 4) {
    const r3 = rewards[i + 3]!;
    const r2 = rewards[i + 2]!;
    const r1 = rewards[i + 1]!;
    const r0 = rewards[i]!;
    const g2 = r2 + beta * r3;
    const g1 = r1 + beta * g2;
    total += r0 + r1 + (r2 + r3);
    weights[i + 3] = r3 + beta * rewardToGo;
    weights[i + 2] = g2 + beta2 * rewardToGo;
    weights[i + 1] = g1 + beta3 * rewardToGo;
    weights[i] = rewardToGo = r0 + beta * g1 + beta4 * rewardToGo;
  }
  return total;
}

/** The number of steps m after which β^m / (1 − β), all that is older, is below 10⁻¹⁷. */
function traceMemory(beta: number): number {
  return beta === 0 ? 1 : Math.ceil(log(1e-17 * (1 - beta)) / log(beta));
}
