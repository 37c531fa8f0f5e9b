import {
  type DiscountedEstimate,
  InputError,
  type ParametricPolicy,
  rowsOf,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { BatchMeans } from '@pomdp-gym/numerics';
import { z } from 'zod';
import type { Baseline } from './baseline.js';
import { Centring } from './centring.js';
import { chooseSpace } from './choose-space.js';
import { EligibilityTrace } from './eligibility-trace.js';
import type { ScoreSpace } from './score-space.js';
import { savedSums, TraceSums } from './trace-sums.js';

export const savedPath = z.object({
  sums: savedSums,
  trace: z.array(z.number()),
  blocks: z.object({
    length: z.number(),
    left: z.number(),
    closed: z.array(z.array(z.number())),
    begun: z.array(z.number()),
  }),
  centring: z.object({ counts: z.boolean(), centred: z.boolean() }),
  baseline: z.unknown().optional(),
});

export interface PathSettings {
  readonly beta: number;
  /** Whether the trace goes on across endings. */
  readonly carries: boolean;
  readonly centring: Centring;
  readonly baseline?: Baseline | undefined;
  /** Whether blocks are kept for a standard error. */
  readonly standardErrors: boolean;
}

interface RunningSums {
  readonly sums: TraceSums;
  readonly trace: EligibilityTrace;
}

/** What GPOMDP makes of a path at one β: the sums of its trace, and blocks of them for the standard error. */
export class PathEstimate {
  private readonly space: ScoreSpace;
  private readonly sums: TraceSums;
  private readonly trace: EligibilityTrace;
  private blocks: BatchMeans;
  /** Trace and sums that run ahead to where blocks end within a batch, so that the others see the batch in one piece. Made at the first such block. */
  private ahead: RunningSums | undefined;

  constructor(
    private readonly policy: ParametricPolicy,
    private readonly settings: PathSettings,
  ) {
    this.space = chooseSpace(policy);
    ({ sums: this.sums, trace: this.trace } = this.newSums());
    this.blocks = this.newBlocks();
  }

  reset(): void {
    this.sums.reset();
    this.trace.reset();
    this.blocks = this.newBlocks();
    this.settings.centring.reset();
    this.settings.baseline?.reset();
  }

  update(batch: StepBatch): void {
    const { baseline } = this.settings;
    if (baseline) this.updateWith(baseline, batch);
    else this.take(batch);
  }

  estimate(): DiscountedEstimate {
    const { sums, blocks, settings } = this;
    return { ...sums.estimate(settings.centring.centred, blocks), beta: settings.beta };
  }

  save(): z.infer<typeof savedPath> {
    const { centring, baseline } = this.settings;
    return {
      sums: this.sums.save(),
      trace: this.trace.trace.save(),
      blocks: saveable(this.blocks),
      centring: centring.save(),
      baseline: baseline?.save(),
    };
  }

  restore(saved: z.infer<typeof savedPath>): void {
    if (!this.trace.trace.restore(saved.trace) || !this.sums.restore(saved.sums))
      throw new InputError(
        `This is no estimate that was saved for ${this.policy.parameters.length} parameters.`,
      );
    this.blocks.restore(saved.blocks);
    this.settings.centring.restore(saved.centring);
    this.settings.baseline?.restore(saved.baseline);
  }

  private updateWith(baseline: Baseline, batch: StepBatch): void {
    for (let from = 0; from < batch.length;) {
      const steps = baseline.stretch(batch.length - from);
      const piece = rowsOf(batch, from, from + steps);
      this.take(piece, baseline.values(piece));
      baseline.learn(piece);
      from += steps;
    }
  }

  private take(batch: StepBatch, baseline?: Float64Array): void {
    const { sums, trace, blocks } = this;
    const { standardErrors } = this.settings;
    const { counts } = this.settings.centring;
    const rest = standardErrors ? this.closeWithin(batch, counts, baseline) : 0;
    trace.add(batch, sums, { counts, baseline });
    if (standardErrors) blocks.take(rest, () => sums.inARow());
    if (batch.ending !== 'none') this.settings.centring.end();
  }

  /** Closes the blocks that end before the last step of a batch; returns how many steps of it are left for the next. */
  private closeWithin(batch: StepBatch, counts: boolean, baseline: Float64Array | undefined): number {
    const { blocks } = this;
    if (blocks.left >= batch.length) return batch.length;
    const ahead = (this.ahead ??= this.newSums());
    ahead.sums.copy(this.sums);
    ahead.trace.trace.copy(this.trace.trace);
    let from = 0;
    while (blocks.left < batch.length - from) {
      const to = from + blocks.left;
      const values = baseline?.subarray(from, to);
      ahead.trace.add(rowsOf(batch, from, to), ahead.sums, { counts, baseline: values });
      blocks.take(to - from, () => ahead.sums.inARow());
      from = to;
    }
    return batch.length - from;
  }

  private newSums(): RunningSums {
    const { beta, carries } = this.settings;
    return { sums: new TraceSums(this.space), trace: new EligibilityTrace(this.space, beta, carries) };
  }

  private newBlocks(): BatchMeans {
    return new BatchMeans(2 * this.policy.parameters.length + 1, shortestBlock(this.settings.beta));
  }
}

/** Eight times as long as the trace remembers, at least 16 steps, and a power of two. */
export function shortestBlock(beta: number): number {
  let length = 16;
  while (length < 8 / (1 - beta)) length *= 2;
  return length;
}

function saveable(blocks: BatchMeans): z.infer<typeof savedPath>['blocks'] {
  const { length, left, closed, begun } = blocks.save();
  return { length, left, closed: closed.map((block) => [...block]), begun: [...begun] };
}
