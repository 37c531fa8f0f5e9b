import type { Evaluation, Policy } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { simulate } from '@pomdp-gym/simulator';
import { batchMeansInterval, GrowingBatches } from '@pomdp-gym/statistics';
import { fromEvent, takeUntil } from 'rxjs';
import type { RunContext } from './run-context.js';

/**
 * What a policy earns a step, by simulation on streams of its own. Where the problem has episodes these are the batches of its
 * interval: they begin anew, so they are independent, and the last one, which the simulation cuts off, counts as one.
 */
export async function simulatedReward(
  policy: Policy,
  {
    environment,
    description,
    signal,
    onSign,
  }: Pick<RunContext, 'environment' | 'description' | 'signal' | 'onSign'>,
): Promise<Evaluation> {
  const { episodeLimit, seed, batchSize } = description;
  const { steps } = description.evaluation;
  const path = simulate({
    environment,
    policy,
    environmentRandom: randomStream(seed, 'evaluation', 'environment'),
    policyRandom: randomStream(seed, 'evaluation', 'policy'),
    steps,
    batchSize,
    ...(episodeLimit !== undefined && { episodeLimit }),
  });
  const series = environment.task === 'episodic' || episodeLimit !== undefined ? new Episodes() : new Steps();
  await path.pipe(takeUntil(fromEvent(signal, 'abort'))).forEach((batch) => {
    onSign();
    series.add(batch);
  });
  signal.throwIfAborted();
  const { estimate, high, effectiveBatches, correlated } = batchMeansInterval(...series.batches());
  const caution = series.caution(effectiveBatches) ?? (correlated ? CORRELATED : undefined);
  return {
    averageReward: estimate,
    exact: false,
    halfWidth: series.isEnough() && Number.isFinite(high) ? high - estimate : null,
    evaluationSteps: steps,
    ...(caution !== undefined && { caution }),
  };
}

const CORRELATED =
  'The rewards of the simulation depend on one another over a large part of it: the interval may be too narrow. ' +
  'Set evaluation.steps higher.';

interface Rewards {
  readonly rewards: Float64Array;
  readonly length: number;
  readonly ending: 'none' | 'terminated' | 'truncated';
}

/** A process without episodes. */
class Steps {
  private readonly made = new GrowingBatches();

  add({ rewards, length }: Rewards): void {
    for (let i = 0; i < length; i++) this.made.add(rewards[i]!);
  }

  batches(): [sums: readonly number[], lengths: readonly number[]] {
    return [this.made.sums, this.made.lengths];
  }

  isEnough(): boolean {
    return true;
  }

  caution(): string | undefined {
    return undefined;
  }
}

/** Fewer episodes than these say too little of how much they differ. */
const FEW = 30;

/** A process of independent episodes. */
class Episodes {
  private readonly made = new GrowingBatches();
  private sum = 0;
  private length = 0;
  private ended = 0;

  add({ rewards, length, ending }: Rewards): void {
    for (let i = 0; i < length; i++) this.sum += rewards[i]!;
    this.length += length;
    if (ending === 'none') return;
    this.ended++;
    this.close();
  }

  batches(): [sums: readonly number[], lengths: readonly number[]] {
    if (this.length > 0) this.close();
    return [this.made.sums, this.made.lengths];
  }

  isEnough(): boolean {
    return this.ended > 1;
  }

  caution(effective: number): string | undefined {
    if (!this.isEnough()) {
      const found = this.ended === 0 ? 'No episode ended' : 'One episode ended';
      return `${found} in the simulation: how far its average is off is not known. Set evaluation.steps higher.`;
    }
    if (effective >= FEW) return undefined;
    return (
      `A few long episodes make up the simulation, as good as ${effective.toPrecision(2)} of equal length: the interval may be ` +
      'too narrow. Set evaluation.steps higher.'
    );
  }

  private close(): void {
    this.made.add(this.sum, this.length);
    [this.sum, this.length] = [0, 0];
  }
}
