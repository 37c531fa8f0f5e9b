import { InputError, type ParametricPolicy, type StepBatch } from '@pomdp-gym/contracts';
import { addScaled, grownFloat64, power, scale } from '@pomdp-gym/numerics';
import { z } from 'zod';
import type { Baseline } from './baseline.js';
import type { CentringRule } from './centring.js';
import { SquaredScores } from './squared-scores.js';

/** The steps after which it is fitted first; it is fitted again each time the path is twice as long. */
const FIRST_FIT = 16;
/** Below this a squared score adds nothing to a trace that a double can hold. */
const SMALLEST_WEIGHT = 1e-17;

const numbers = z.array(z.number());
const saved = z.object({
  cells: z.object({ squares: numbers, earned: numbers, counted: numbers, trace: numbers, fitted: numbers }),
  pooled: z.number(),
  rewardSum: z.number(),
  steps: z.number(),
  nextFit: z.number(),
  ended: z.boolean(),
});

/** What is kept of each cell, an observation and a memory node. */
interface Cells {
  /** Σ |score|² */
  readonly squares: Float64Array;
  /** Σ |score|² J_β */
  readonly earned: Float64Array;
  /** The same with a reward of 1 a step. */
  readonly counted: Float64Array;
  /** The β-discounted trace of |score|². */
  readonly trace: Float64Array;
  /** b, as it was fitted last. */
  readonly fitted: Float64Array;
}

/** What a fitted baseline is given of the estimate it belongs to. */
export interface FitSettings {
  readonly beta: number;
  /** `observation`: one number for each observation and memory node; `constant`: one for all. */
  readonly cells: 'constant' | 'observation';
  /** Whether the trace goes on across endings. */
  readonly carries: boolean;
  /** When rewards are counted from their average on: never, or once an episode has ended. */
  readonly centred: Exclude<CentringRule, 'always'>;
}

/**
 * The best b(y), or the best constant, of Greensmith, Bartlett and Baxter (JMLR 5, 2004):
 *
 *     b*(y) = E[|∇log μ|² J_β | y] / E[|∇log μ|² | y]
 *
 * with J_β the β-discounted rewards that follow a step, less their average where the estimate is centred. The path so
 * far gives both means: Σ_t |∇log μ|² J_β is a sum of rewards times a trace of squared scores, so nothing need be kept. It is
 * fitted after 16, 32, 64, … steps and used on those that follow.
 */
export class FittedBaseline implements Baseline {
  private cells: Cells = grown(undefined, 0, 0);
  /** b for cells of which nothing is known: that of all together. */
  private pooled = 0;
  private rewardSum = 0;
  private steps = 0;
  private nextFit = FIRST_FIT;
  private ended = false;
  private buffer = new Float64Array(0);
  private readonly squaredScores: SquaredScores;

  /** Throws an InputError where there should be a number for each memory node, and memory is no finite one. */
  constructor(
    private readonly policy: ParametricPolicy,
    private readonly settings: FitSettings,
  ) {
    const { memorySpace } = policy;
    if (settings.cells === 'observation' && memorySpace && memorySpace.kind !== 'discrete')
      throw noCells('memory');
    this.squaredScores = new SquaredScores(policy);
  }

  reset(): void {
    Object.values(this.cells).forEach((table: Float64Array) => table.fill(0));
    this.pooled = this.rewardSum = this.steps = 0;
    this.nextFit = FIRST_FIT;
    this.ended = false;
    this.squaredScores.reset();
  }

  stretch(length: number): number {
    return Math.min(length, this.nextFit - this.steps);
  }

  values(batch: StepBatch): Float64Array {
    if (this.buffer.length < batch.length) this.buffer = new Float64Array(batch.length);
    const { fitted } = this.cells;
    for (let i = 0; i < batch.length; i++) this.buffer[i] = fitted[this.cell(batch, i)] ?? this.pooled;
    return this.buffer;
  }

  learn(batch: StepBatch): void {
    this.addReturns(batch);
    if (this.settings.carries || batch.ending === 'none') this.carryTrace(batch);
    else this.cells.trace.fill(0);
    if (batch.ending !== 'none') this.ended = true;
    this.steps += batch.length;
    if (this.steps < this.nextFit) return;
    this.fit();
    this.nextFit *= 2;
  }

  /** Adds what the batch pays to its own steps and to those before it. */
  private addReturns(batch: StepBatch): void {
    const { beta } = this.settings;
    let [rewardToGo, stepsToGo] = [0, 0];
    for (let i = batch.length - 1; i >= 0; i--) {
      rewardToGo = batch.rewards[i]! + beta * rewardToGo;
      stepsToGo = 1 + beta * stepsToGo;
      this.rewardSum += batch.rewards[i]!;
      this.addSquare(this.cell(batch, i), this.squaredScores.of(batch, i), rewardToGo, stepsToGo);
    }
    const { earned, counted, trace } = this.cells;
    addScaled(earned, beta * rewardToGo, trace);
    addScaled(counted, beta * stepsToGo, trace);
  }

  private addSquare(cell: number, square: number, rewardToGo: number, stepsToGo: number): void {
    if (cell >= this.cells.squares.length) this.cells = grown(this.cells, cell + 1, this.pooled);
    this.cells.squares[cell]! += square;
    this.cells.earned[cell]! += square * rewardToGo;
    this.cells.counted[cell]! += square * stepsToGo;
  }

  private carryTrace(batch: StepBatch): void {
    const { beta } = this.settings;
    const { trace } = this.cells;
    scale(trace, power(beta, batch.length));
    for (let i = batch.length - 1, weight = 1; i >= 0 && weight > SMALLEST_WEIGHT; i--, weight *= beta)
      trace[this.cell(batch, i)]! += weight * this.squaredScores.of(batch, i);
  }

  private fit(): void {
    const { squares, earned, counted, fitted } = this.cells;
    const centred = this.settings.centred === 'once it has ended' && this.ended;
    const average = centred ? this.rewardSum / this.steps : 0;
    const best = (reward: number, count: number, square: number) => (reward - average * count) / square;
    const pooled = best(sum(earned), sum(counted), sum(squares));
    this.pooled = Number.isFinite(pooled) ? pooled : 0;
    squares.forEach((square, cell) => {
      fitted[cell] = square > 0 ? best(earned[cell]!, counted[cell]!, square) : this.pooled;
    });
  }

  /** The cell of a step: its observation and memory node, or 0. */
  private cell({ observations, memory }: StepBatch, row: number): number {
    if (this.settings.cells === 'constant') return 0;
    if (observations.width > 0) throw noCells('observations');
    if (!memory) return observations.values[row]!;
    const { memorySpace } = this.policy;
    if (memorySpace?.kind !== 'discrete') throw noCells('memory');
    return observations.values[row]! * memorySpace.size + memory.before.values[row]!;
  }

  save(): z.infer<typeof saved> {
    const { pooled, rewardSum, steps, nextFit, ended } = this;
    const { squares, earned, counted, trace, fitted } = this.cells;
    const cells = {
      squares: [...squares],
      earned: [...earned],
      counted: [...counted],
      trace: [...trace],
      fitted: [...fitted],
    };
    return { cells, pooled, rewardSum, steps, nextFit, ended };
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    if (!data) throw new InputError('This is no baseline that was saved.');
    const { squares, earned, counted, trace, fitted } = data.cells;
    this.cells = {
      squares: Float64Array.from(squares),
      earned: Float64Array.from(earned),
      counted: Float64Array.from(counted),
      trace: Float64Array.from(trace),
      fitted: Float64Array.from(fitted),
    };
    this.pooled = data.pooled;
    this.rewardSum = data.rewardSum;
    this.steps = data.steps;
    this.nextFit = data.nextFit;
    this.ended = data.ended;
  }
}

/** Room for `size` cells; new ones have the baseline `pooled`. */
function grown(cells: Cells | undefined, size: number, pooled: number): Cells {
  const table = (name: keyof Cells, fill = 0) =>
    grownFloat64(cells?.[name] ?? new Float64Array(0), size, fill);
  return {
    squares: table('squares'),
    earned: table('earned'),
    counted: table('counted'),
    trace: table('trace'),
    fitted: table('fitted', pooled),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function noCells(what: string): InputError {
  return new InputError(
    `The baseline \`observation\` keeps one number for each observation and memory node, and the ${what} of this agent are vectors: take \`constant\` or \`critic\`.`,
  );
}
