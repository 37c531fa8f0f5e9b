import {
  type Grad,
  heightOf,
  type Iterate,
  type Optimizer,
  optimizer,
  type Random,
  readGradRequest,
} from '@pomdp-gym/contracts';
import { hypot, randomStream } from '@pomdp-gym/numerics';
import { z } from 'zod';
import { AverageError } from './average-error.js';
import { GrownPolicy } from './grown-policy.js';
import { NodeUncertainty } from './node-uncertainty.js';
import { optimizerOption } from './optimizer-option.js';
import { passedOn } from './passed-on.js';
import { placeOf, readSaved, savedBy } from './saving.js';
import { untilAborted } from './until-aborted.js';

const options = z.strictObject({
  ...optimizerOption,
  nodes: z.int().min(2).default(8).describe('Nodes of the memory up to which it grows'),
  noise: z
    .number()
    .min(0)
    .default(0.3)
    .describe('The two halves of a node are moved apart by at most this in each parameter'),
  confidence: z
    .number()
    .min(0)
    .default(2)
    .describe('A split is kept where it gains more than so many standard errors of the difference'),
  gain: z.number().min(0).default(1e-3).describe('and more than this fraction of what was earned before'),
  beta: z
    .number()
    .min(0)
    .lt(1)
    .default(0.95)
    .describe('β of the returns whose variance says which node to split'),
  judgeSteps: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('Steps of the path by which a policy is judged; null takes those of a direction'),
});

type Options = z.infer<typeof options>;

/**
 * Climbs, splits the node of the controller that leaves most open, climbs on with one node more, and keeps the split where it
 * gains; else it goes back and tries the node that leaves most open of the others. Every step counts: of the ascents, and of the judgements.
 *
 * The node: the largest Σ_y p(m, y) Var(G | m, y), see `NodeUncertainty`. Bounded policy iteration (Poupart, Boutilier, NIPS 2003;
 * recalled) chooses by a linear program where the model is known; this choice takes samples alone.
 */
export const grow = optimizer({
  id: 'grow',
  summary: 'Climbs by another optimizer, and splits nodes of a controller one by one while that gains.',
  options,
  create: (chosen, random, policy): Optimizer => new Grow(chosen, random, new GrownPolicy(policy)),
});

const numbers = z.array(z.number());
const splits = z.array(z.object({ node: z.number(), random: numbers }));

const saved = z.object({
  ended: z.boolean(),
  splits,
  height: z.number().nullable(),
  kept: z
    .object({
      splits,
      theta: numbers,
      height: z.number(),
      error: z.number().nullable(),
      untried: z.array(z.number()),
    })
    .nullable(),
  random: numbers,
  inner: z.unknown(),
});

/** A policy that was judged. */
interface Judged {
  readonly grown: GrownPolicy;
  readonly theta: Float64Array;
  /** What it earns, and the standard error of that: null where it is not known. */
  readonly height: number;
  readonly error: number | null;
  /** The nodes whose split has not been tried, the one that leaves most open first. */
  readonly untried: readonly number[];
}

class Grow implements Optimizer {
  private inner: Optimizer;
  /** The policy that climbs now, where it stands, and how high its own estimate has it. */
  private grown: GrownPolicy;
  private theta: Float64Array = new Float64Array(0);
  private height: number | undefined;
  /** What later splits start from. */
  private kept: Judged | undefined;
  private ended = false;
  private restored = false;

  constructor(
    private readonly chosen: Options,
    private readonly random: Random = randomStream(0, 'grow'),
    private readonly first: GrownPolicy,
  ) {
    this.grown = first;
    this.inner = this.create();
  }

  async *ascend(
    start: Float64Array,
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, void, undefined> {
    if (!this.restored) this.begin();
    this.restored = false;
    if (this.ended) return;
    this.theta = start.slice();
    const why = yield* untilAborted(signal, this.climbAll(grad, signal));
    this.ended = true;
    const answer = this.answer();
    yield {
      kind: 'iterate',
      theta: answer.theta.slice(),
      detail: { nodes: answer.grown.nodes ?? 0, height: answer.height },
      ...answer.grown.changed,
      ...(why !== undefined && { ended: why }),
    };
  }

  save(): z.infer<typeof saved> {
    const { ended, grown, height = null, kept, random, inner } = this;
    return {
      ended,
      splits: [...grown.splits].map(asSaved),
      height,
      kept: kept
        ? {
            ...{ height: kept.height, error: kept.error, untried: [...kept.untried] },
            theta: [...kept.theta],
            splits: kept.grown.splits.map(asSaved),
          }
        : null,
      random: [...placeOf(random)],
      inner: savedBy(inner),
    };
  }

  restore(state: unknown): void {
    const { ended, splits, height, kept, random, inner } = readSaved(saved, state);
    const { noise } = this.chosen;
    this.ended = ended;
    this.grown = this.first.again(splits, noise);
    this.height = height ?? undefined;
    this.kept = kept
      ? { ...kept, theta: Float64Array.from(kept.theta), grown: this.first.again(kept.splits, noise) }
      : undefined;
    this.inner = this.create();
    this.random.restore?.(random);
    this.inner.restore?.(inner);
    this.restored = true;
  }

  private create(): Optimizer {
    return this.chosen.optimizer.create(this.random, this.grown.policy);
  }

  private begin(): void {
    this.grown = this.first;
    this.kept = this.height = undefined;
    this.ended = false;
    this.inner = this.create();
  }

  /** Returns why it ended, unless it was stopped. */
  private async *climbAll(
    grad: Grad,
    signal: AbortSignal,
  ): AsyncGenerator<Iterate, string | undefined, undefined> {
    let ended: string | undefined;
    while (ended === undefined) {
      const innerEnded = yield* this.climb(grad, signal);
      if (signal.aborted) return undefined;
      if (this.grown.nodes === undefined) return `${innerEnded}; the policy has no nodes to split`;
      const judged = await this.judge(grad);
      if (this.gains(judged)) this.kept = judged;
      ended = this.splitNext();
    }
    return ended;
  }

  /** The ascent of one policy; returns why it ended. */
  private async *climb(grad: Grad, signal: AbortSignal): AsyncGenerator<Iterate, string, undefined> {
    const { grown } = this;
    const ask: Grad = (theta, request) => grad(theta, { ...readGradRequest(request), ...grown.changed });
    let why = 'done';
    for await (const point of this.inner.ascend(this.theta.slice(), ask, signal)) {
      why = point.ended ?? why;
      if (point.kind === 'iterate') {
        this.theta = point.theta.slice();
        this.height = point.estimate && heightOf(point.estimate);
      }
      yield { ...passedOn(point, { nodes: grown.nodes ?? 0 }), ...grown.changed };
    }
    return why;
  }

  /** What the policy earns where it stands, and which of its nodes leave most open. */
  private async judge(grad: Grad): Promise<Judged> {
    const { beta, judgeSteps } = this.chosen;
    const { grown, theta } = this;
    const averageError = new AverageError();
    const uncertainty = new NodeUncertainty(beta);
    const estimate = await grad(theta.slice(), {
      stream: 'judgement',
      ...grown.changed,
      ...(judgeSteps !== null && { steps: judgeSteps }),
      onBatch: (batch) => {
        averageError.update(batch);
        uncertainty.update(batch);
      },
    });
    const error = estimate.value === undefined ? averageError.standardError() : estimate.valueStandardError;
    const open = [...uncertainty.byNode()].sort(([, a], [, b]) => b - a).map(([node]) => node);
    return {
      grown,
      theta,
      height: heightOf(estimate),
      error: error ?? null,
      untried: open.length > 0 ? open : Array.from({ length: grown.nodes ?? 0 }, (_, node) => node),
    };
  }

  private gains({ height, error }: Pick<Judged, 'height' | 'error'>): boolean {
    const { kept, chosen } = this;
    if (!kept) return true;
    const noise = error === null || kept.error === null ? 0 : hypot(error, kept.error);
    return height - kept.height > Math.max(chosen.confidence * noise, chosen.gain * Math.abs(kept.height));
  }

  /** Makes the next policy to climb; returns why there is none. */
  private splitNext(): string | undefined {
    const { chosen, kept, random } = this;
    if (!kept) return 'no policy was judged';
    const { grown, theta, untried } = kept;
    const { nodes = 0 } = grown;
    if (nodes >= chosen.nodes) return `grown to ${nodes} nodes`;
    const [node, ...others] = untried;
    if (node === undefined) return `no split of ${nodes} nodes gains`;
    this.kept = { ...kept, untried: others };
    const next = grown.split(node, theta, random, chosen.noise);
    if (!next?.policy) return 'the policy refuses to split';
    this.grown = next;
    this.theta = next.policy.parameters.slice();
    this.height = undefined;
    this.inner = this.create();
    return undefined;
  }

  /** The best policy so far: the one that climbs now only where its own estimate says that it gains. */
  private answer(): Pick<Judged, 'grown' | 'theta' | 'height'> {
    const { grown, theta, height, kept } = this;
    const current = { grown, theta, height: height ?? 0 };
    if (!kept) return current;
    return height !== undefined && this.gains({ height, error: kept.error }) ? current : kept;
  }
}

function asSaved({ node, random }: GrownPolicy['splits'][number]): { node: number; random: number[] } {
  return { node, random: [...random] };
}
