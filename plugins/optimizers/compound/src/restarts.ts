import {
  type Grad,
  heightOf,
  type Iterate,
  type Optimizer,
  optimizer,
  type ParametricPolicy,
  type Random,
  readGradRequest,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { optimizerOption } from './optimizer-option.js';
import { passedOn } from './passed-on.js';
import { placeOf, readSaved, savedBy } from './saving.js';
import { untilAborted } from './until-aborted.js';

const options = z.strictObject({
  ...optimizerOption,
  starts: z
    .int()
    .min(1)
    .default(10)
    .describe('Ascents, each from a start of its own, the first from the given one'),
  spread: z
    .number()
    .min(0)
    .default(1)
    .describe('Later starts are uniform within this distance of the given one, in each parameter'),
  judgeSteps: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('Steps of the path by which the end of an ascent is judged; null takes those of a direction'),
});

type Options = z.infer<typeof options>;

/**
 * Climbs from several starts and returns the best end. Ends are judged by estimates that share their random numbers.
 * Every step counts: of the ascents, and of the judgements.
 */
export const restarts = optimizer({
  id: 'restarts',
  summary: 'Climbs by another optimizer from several starts, and takes the best end.',
  options,
  create: (chosen, random, policy): Optimizer => new Restarts(chosen, random, policy),
});

const numbers = z.array(z.number());

const saved = z.object({
  origin: numbers,
  index: z.int(),
  best: z.object({ theta: numbers, height: z.number(), start: z.number() }).nullable(),
  height: z.number().nullable(),
  random: numbers,
  inner: z.unknown(),
});

/** The end of an ascent. */
interface End {
  readonly theta: Float64Array;
  readonly policy?: ParametricPolicy | undefined;
  readonly height: number;
  readonly start: number;
}

class Restarts implements Optimizer {
  private inner: Optimizer;
  private origin: Float64Array = new Float64Array(0);
  /** The ascent that is under way, from 0; more than the last once all has ended. */
  private index = 0;
  private best: End | undefined;
  /** The last iterate of the ascent under way, and how high its own estimate has it. */
  private last: Pick<Iterate, 'theta' | 'policy'> | undefined;
  private height: number | undefined;
  private restored = false;

  constructor(
    private readonly chosen: Options,
    private readonly random: Random = randomStream(0, 'restarts'),
    private readonly policy?: ParametricPolicy,
  ) {
    this.inner = this.create();
  }

  async *ascend(
    start: Float64Array,
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, void, undefined> {
    if (!this.restored) this.begin(start);
    this.restored = false;
    if (this.index > this.chosen.starts) return;
    yield* untilAborted(signal, this.climbAll(start, grad, signal));
    const ended = signal.aborted ? undefined : this.reason();
    const answer = signal.aborted ? this.better() : this.best;
    this.index = this.chosen.starts + 1;
    if (answer) yield iterateAt(answer, ended);
  }

  save(): z.infer<typeof saved> {
    const { origin, index, best, height = null, random, inner } = this;
    if (best?.policy)
      throw new TypeError('A policy that has grown cannot be saved with the best end of restarts.');
    return {
      origin: [...origin],
      index,
      best: best ? { theta: [...best.theta], height: best.height, start: best.start } : null,
      height,
      random: [...placeOf(random)],
      inner: savedBy(inner),
    };
  }

  restore(state: unknown): void {
    const { origin, index, best, height, random, inner } = readSaved(saved, state);
    this.origin = Float64Array.from(origin);
    this.index = index;
    this.best = best ? { ...best, theta: Float64Array.from(best.theta) } : undefined;
    this.height = height ?? undefined;
    this.random.restore?.(random);
    this.inner = this.create();
    this.inner.restore?.(inner);
    this.restored = true;
  }

  private create(): Optimizer {
    return this.chosen.optimizer.create(this.random, this.policy);
  }

  private begin(start: Float64Array): void {
    this.origin = start.slice();
    this.index = 0;
    this.inner = this.create();
    this.best = this.last = this.height = undefined;
  }

  private async *climbAll(
    from: Float64Array,
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, void, undefined> {
    const { starts } = this.chosen;
    for (let start = from; this.index < starts && !signal.aborted; start = this.drawStart()) {
      if (this.last || start !== from) this.inner = this.create();
      this.last = { theta: start };
      yield* this.climb(start, grad, signal);
      if (signal.aborted) return;
      await this.judge(grad);
      this.index++;
    }
  }

  /** One ascent, its points with the number of its start, and its streams of random numbers apart from those of others. */
  private async *climb(
    start: Float64Array,
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, void, undefined> {
    const { index } = this;
    const apart: Grad = (theta, request) => {
      const { stream, ...asked } = readGradRequest(request);
      return grad(theta, { ...asked, ...(stream !== undefined && { stream: `start ${index}: ${stream}` }) });
    };
    for await (const point of this.inner.ascend(start, apart, signal)) {
      if (point.kind === 'iterate') this.note(point);
      yield passedOn(point, { start: index });
    }
  }

  private note({ theta, policy, estimate }: Iterate): void {
    this.last = { theta: theta.slice(), ...(policy && { policy }) };
    this.height = estimate && heightOf(estimate);
  }

  private async judge(grad: Grad): Promise<void> {
    const { theta, policy } = this.last!;
    const { judgeSteps } = this.chosen;
    const estimate = await grad(theta.slice(), {
      stream: 'judgement',
      ...(judgeSteps !== null && { steps: judgeSteps }),
      ...(policy && { policy }),
    });
    this.height = heightOf(estimate);
    this.best = this.better();
  }

  /** The best end so far, the last point of the ascent under way among them. */
  private better(): End | undefined {
    const { best, last, height, index } = this;
    if (!last || height === undefined || (best && height <= best.height)) return best;
    return { ...last, height, start: index };
  }

  private drawStart(): Float64Array {
    const { spread } = this.chosen;
    this.height = undefined;
    return this.origin.map((x) => x + (2 * this.random.uniform() - 1) * spread);
  }

  private reason(): string {
    return `${this.chosen.starts} starts done, the best of them number ${(this.best?.start ?? 0) + 1}`;
  }
}

function iterateAt({ theta, policy, height, start }: End, ended: string | undefined): Iterate {
  return {
    kind: 'iterate',
    theta: theta.slice(),
    detail: { start, height },
    ...(policy && { policy }),
    ...(ended !== undefined && { ended }),
  };
}
