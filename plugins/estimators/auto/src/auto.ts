import {
  type EstimateChoice,
  type Estimator,
  estimator,
  type GradientEstimate,
  type GradientTarget,
  InputError,
  type ParametricPolicy,
  rowsOf,
  type StepBatch,
  type WantedSign,
} from '@pomdp-gym/contracts';
import { dot } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { Blocks, savedBlocks } from './blocks.js';
import { chooseBeta, type ChosenBeta } from './choose-beta.js';
import { Looks, savedLooks } from './looks.js';
import { type AutoOptions, options } from './options.js';
import { PathStatistics } from './path-statistics.js';
import { signFrom } from './sign-test.js';
import { Traces } from './traces.js';

/** Steps between two times that a path may end: fifteen sixteenths of a power of two, so that there are sixty blocks then. */
const LOOK_EVERY = 240;

/** How much longer a path is at the next look: of the sign, where every look costs error rate, and of the angle. */
const GROWTH = { sign: 2, angle: 1.4 };

/** Blocks that a standard error takes. */
const FEWEST_BLOCKS = 16;

const saved = z.object({
  blocks: savedBlocks,
  traces: z.array(z.array(z.number())),
  looks: savedLooks,
  reason: z.string().nullable(),
  asked: z.boolean(),
});

/** GPOMDP at several β on one path, and the choice among them and of T: see `chooseBeta` and `signFrom`. */
class Auto implements Estimator {
  readonly target: GradientTarget;
  readonly balancesBias: boolean;
  readonly lookEvery = LOOK_EVERY;
  private readonly betas: readonly number[];
  private readonly traces: Traces;
  private readonly blocks: Blocks;
  private readonly looks = new Looks();
  /** Why the path ends where it stands. */
  private reason: string | null = null;
  private asked = false;

  constructor(
    private readonly chosen: AutoOptions,
    policy: ParametricPolicy,
  ) {
    this.betas = gridOf(chosen);
    this.target = targetOf(this.betas);
    this.balancesBias = this.betas.length > 1;
    this.traces = new Traces(policy, this.betas);
    this.blocks = new Blocks(this.betas.length, policy.parameters.length);
  }

  reset(): void {
    this.traces.reset();
    this.blocks.reset();
    this.looks.reset();
    this.reason = null;
    this.asked = false;
  }

  update(batch: StepBatch): void {
    for (let from = 0; from < batch.length;) {
      const to = Math.min(batch.length, from + this.blocks.left);
      this.traces.add(rowsOf(batch, from, to), this.blocks.open);
      this.blocks.closeIfFull();
      from = to;
    }
  }

  settled(sign?: WantedSign): boolean {
    this.asked = true;
    const { angle, searchSteps, signError } = this.chosen;
    if (!this.looks.due(this.steps(), sign ? GROWTH.sign : GROWTH.angle)) return false;
    const path = new PathStatistics(this.blocks);
    const choice = chooseBeta(path, this.betas);
    if (sign) this.reason = this.signReason(signFrom(path, choice, sign, this.looks.count, signError));
    if (!sign) this.reason = directionReason(path, choice, angle, searchSteps);
    return this.reason !== null;
  }

  estimate(): GradientEstimate {
    if (this.steps() === 0) throw new Error('There is no estimate yet: update it with steps first.');
    const path = new PathStatistics(this.blocks);
    const choice = chooseBeta(path, this.betas);
    const { steps, averageReward } = path;
    const enough = path.count >= FEWEST_BLOCKS;
    return {
      gradient: path.combined(choice.weights),
      steps,
      averageReward,
      ...(enough && {
        standardError: path.variances(choice.weights).map(Math.sqrt),
        blockLength: this.blocks.length,
      }),
      choice: this.choiceOf(path, choice),
    };
  }

  save(): z.infer<typeof saved> {
    const { blocks, traces, looks, reason, asked } = this;
    return {
      blocks: blocks.save(),
      traces: traces.z.map((row) => [...row]),
      looks: looks.save(),
      reason,
      asked,
    };
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    const fits = data?.traces.every((row, j) => row.length === this.traces.z[j]?.length) ?? false;
    if (!data || !fits || data.traces.length !== this.betas.length || !this.blocks.restore(data.blocks))
      throw new InputError('This is no estimate that was saved for as many β and parameters.');
    data.traces.forEach((row, j) => this.traces.z[j]!.set(row));
    this.looks.restore(data.looks);
    this.reason = data.reason;
    this.asked = data.asked;
  }

  private signReason(sign: ReturnType<typeof signFrom>): string | null {
    if (sign === undefined) return null;
    return sign === 'known'
      ? `sign known, wrong in at most ${100 * this.chosen.signError} %`
      : 'slope negligible';
  }

  private steps(): number {
    return this.blocks.closed.length * this.blocks.length + this.blocks.open.steps;
  }

  private choiceOf(
    path: PathStatistics,
    { place, weights, squaredBias, variance }: ChosenBeta,
  ): EstimateChoice {
    const figures = { beta: this.betas[place]!, squaredBias, variance };
    if (this.reason !== null) return { ...figures, reason: this.reason };
    if (!this.asked) return figures;
    const reason = 'all steps taken';
    return isNoise(path, weights, variance)
      ? { ...figures, reason, nothingLearnt: true }
      : { ...figures, reason };
  }
}

/** Why the path of a direction ends: see the README. */
function directionReason(
  path: PathStatistics,
  choice: ChosenBeta,
  degrees: number,
  searchSteps: number,
): string | null {
  const error = squaredTangent(path, choice);
  if (error <= Math.tan((degrees * Math.PI) / 180) ** 2) return `direction right to ${degrees}°`;
  return error <= path.steps / searchSteps ? 'direction good enough for a line search' : null;
}

/** The estimated tan² of the angle between a direction and ∇η: its squared error beside its squared length without noise. */
function squaredTangent(path: PathStatistics, { weights, squaredBias, variance }: ChosenBeta): number {
  const gradient = path.combined(weights);
  const signal = dot(gradient, gradient) - variance;
  return signal > 0 ? (squaredBias + variance) / signal : Infinity;
}

/** Whether a gradient is no longer than noise alone makes it on average: a weak one is worth a line search, and the next is another trial. */
function isNoise(path: PathStatistics, weights: readonly number[], variance: number): boolean {
  const gradient = path.combined(weights);
  return dot(gradient, gradient) <= variance;
}

function gridOf({ betas, finest }: AutoOptions): readonly number[] {
  if (betas.length === 0) return Array.from({ length: finest + 1 }, (_, j) => 1 - 2 ** -j);
  const falls = betas.findIndex((beta, j) => j > 0 && beta <= betas[j - 1]!);
  if (falls < 0) return betas;
  throw new InputError(`The option betas has ${betas[falls]} after ${betas[falls - 1]}; it must rise.`);
}

/** ∇_βη of the only β; of several ∇η, which the choice tends to. */
function targetOf(betas: readonly number[]): GradientTarget {
  const average = { objective: 'average', endings: 'centred' } as const;
  return betas.length === 1 ? { ...average, beta: betas[0]! } : average;
}

export const auto = estimator({
  id: 'auto',
  summary:
    'GPOMDP that chooses β and T itself: β by bias against variance on one path, T by what the estimate is for.',
  options,
  create: (chosen, policy) => new Auto(chosen, policy),
});
