import { type Random, type Solver, solver } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { SearchBounds } from '@pomdp-gym/planning';
import { z } from 'zod';
import { drawEdge } from './draw-edge.js';
import { pointOptions } from './point-options.js';
import { leastGain, type PointIteration, solveByPoints } from './solve-by-points.js';

const options = z.strictObject({
  beliefs: z
    .int()
    .min(1)
    .default(1000)
    .describe('The number of different beliefs to collect by random walks.'),
  walk: z.int().min(1).default(50).describe('The steps of a random walk before it starts anew.'),
  stages: z.int().min(1).default(500).describe('The number of stages after which it stops at the latest.'),
  ...pointOptions,
});

type Options = z.infer<typeof options>;

/** Walks that find no new belief before collecting is given up. */
const PATIENCE = 100;

/**
 * Perseus (Spaan and Vlassis 2005): randomised point-based value iteration. Beliefs are collected by random walks. In a
 * stage beliefs are backed up in random order until each has been raised or backed up itself; one vector
 * raises many beliefs, so few backups are needed. Vectors are added to the set at once and pruned after the stage.
 */
class Perseus implements PointIteration {
  private readonly beliefs: number[] = [];
  private readonly random: Random;
  private stages = 0;
  backups = 0;

  constructor(
    private readonly bounds: SearchBounds,
    private readonly settings: Options,
  ) {
    this.random = randomStream(settings.seed, 'perseus');
  }

  get figures(): Record<string, number> {
    return { beliefs: this.beliefs.length, stages: this.stages, backups: this.backups };
  }

  *run(): Generator<undefined, string | undefined> {
    const { beliefs, settings, bounds } = this;
    yield* this.collect();
    while (this.stages < settings.stages && (yield* this.stage()) >= leastGain(bounds)) bounds.renewTarget();
    if (beliefs.length >= settings.beliefs) return undefined;
    return `It backs up ${beliefs.length} beliefs where up to ${settings.beliefs} are asked for: ${PATIENCE} random walks found no other.`;
  }

  private *collect(): Generator<undefined, void> {
    const known = new Set(this.bounds.roots.map(({ belief }) => belief));
    for (
      let idle = known.size > 0 ? 0 : PATIENCE;
      known.size < this.settings.beliefs && idle < PATIENCE;
      idle++
    ) {
      const before = known.size;
      yield* this.walk(known);
      if (known.size > before) idle = 0;
    }
    this.beliefs.push(...known);
  }

  private *walk(known: Set<number>): Generator<undefined, void> {
    const { bounds, random, settings } = this;
    let { belief } = bounds.roots[random.uint32() % bounds.roots.length]!;
    for (let step = 0; step < settings.walk && known.size < settings.beliefs; step++) {
      const action = random.uint32() % bounds.model.actions;
      const place = bounds.open(belief);
      bounds.graph.expand(place, action);
      const edge = drawEdge(bounds.graph, place, action, random);
      if (edge < 0) return;
      belief = bounds.graph.child[edge]!;
      known.add(belief);
      yield;
    }
  }

  /**
   * Raises every belief, by its own backup or another's; the greatest gain. Another's counts from the least gain on that matters:
   * so each belief has been backed up in a stage that gains less.
   */
  private *stage(): Generator<undefined, number> {
    const { lower } = this.bounds;
    const least = leastGain(this.bounds);
    const before = new Map(this.beliefs.map((belief) => [belief, lower.refresh(belief)]));
    let waiting = this.beliefs.slice();
    while (waiting.length > 0) {
      const chosen = waiting[this.random.uint32() % waiting.length]!;
      this.bounds.backupLower(this.bounds.open(chosen));
      this.backups++;
      yield;
      waiting = waiting.filter(
        (belief) => belief !== chosen && lower.refresh(belief) - before.get(belief)! < least,
      );
    }
    this.stages++;
    lower.prune(this.beliefs);
    return this.beliefs.reduce(
      (most, belief) => Math.max(most, lower.refresh(belief) - before.get(belief)!),
      0,
    );
  }
}

/** See `Perseus`. */
export const perseus = solver({
  id: 'perseus',
  summary: 'Perseus: backups at randomly chosen beliefs of random walks; a lower bound and its policy.',
  options,
  deterministic: true,
  precision: 'precision',
  relativePrecision: 'relativePrecision',
  create: (settings): Solver => ({
    solve: (model, signal) =>
      solveByPoints(model, settings, signal, (bounds) => new Perseus(bounds, settings)),
  }),
});
