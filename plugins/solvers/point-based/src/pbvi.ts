import { type Random, type Solver, solver } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import type { BeliefStore, SearchBounds } from '@pomdp-gym/planning';
import { z } from 'zod';
import { drawEdge } from './draw-edge.js';
import { pointOptions } from './point-options.js';
import { leastGain, type PointIteration, solveByPoints } from './solve-by-points.js';

const options = z.strictObject({
  beliefs: z.int().min(1).default(500).describe('The number of beliefs to stop growing at.'),
  sweeps: z.int().min(1).default(50).describe('The sweeps over the beliefs between two expansions, at most.'),
  ...pointOptions,
});

type Options = z.infer<typeof options>;

/**
 * Point-based value iteration (Pineau, Gordon and Thrun 2003). Sweeps of backups over a set of beliefs alternate with
 * expansions: from each belief every action is tried once, and of the beliefs that follow the one farthest from the set
 * (in the L1 norm) joins it. Backups are made in place and kept where they gain.
 */
class Pbvi implements PointIteration {
  private readonly beliefs: number[];
  private readonly known: Set<number>;
  private readonly random: Random;
  private expansions = 0;
  backups = 0;

  constructor(
    private readonly bounds: SearchBounds,
    private readonly settings: Options,
  ) {
    this.random = randomStream(settings.seed, 'pbvi');
    this.beliefs = bounds.roots.map(({ belief }) => belief);
    this.known = new Set(this.beliefs);
  }

  get figures(): Record<string, number> {
    return { beliefs: this.beliefs.length, expansions: this.expansions, backups: this.backups };
  }

  *run(): Generator<undefined, string | undefined> {
    for (;;) {
      yield* this.improve();
      if (this.beliefs.length >= this.settings.beliefs) return undefined;
      if (!(yield* this.expand())) return this.allFound();
    }
  }

  private allFound(): string {
    const { beliefs, settings } = this;
    return `It backs up ${beliefs.length} beliefs where up to ${settings.beliefs} are asked for: the start leads to no others.`;
  }

  /** Sweeps until the beliefs gain next to nothing, or often enough. */
  private *improve(): Generator<undefined, void> {
    for (let sweep = 0; sweep < this.settings.sweeps; sweep++) {
      const gain = yield* this.sweep();
      this.bounds.lower.prune(this.beliefs);
      this.bounds.renewTarget();
      if (gain < leastGain(this.bounds)) return;
    }
  }

  /** Backs up every belief, the newest first; the greatest gain. */
  private *sweep(): Generator<undefined, number> {
    const { lower } = this.bounds;
    let gain = 0;
    for (let i = this.beliefs.length - 1; i >= 0; i--) {
      const belief = this.beliefs[i]!;
      const before = lower.refresh(belief);
      this.bounds.backupLower(this.bounds.open(belief));
      gain = Math.max(gain, lower.refresh(belief) - before);
      this.backups++;
      yield;
    }
    return gain;
  }

  /**
   * Adds at most one belief for each there is: of those drawn, one an action, or where these bring nothing new of all that
   * may follow. Whether any was added.
   */
  private *expand(): Generator<undefined, boolean> {
    this.expansions++;
    return (
      (yield* this.add((place, action) => this.drawn(place, action))) ||
      (yield* this.add((place, action) => this.successors(place, action)))
    );
  }

  private *add(candidates: (place: number, action: number) => number[]): Generator<undefined, boolean> {
    const before = this.beliefs.length;
    for (let i = 0; i < before && this.beliefs.length < this.settings.beliefs; i++) {
      const found = this.farthest(this.beliefs[i]!, candidates);
      if (found >= 0) {
        this.beliefs.push(found);
        this.known.add(found);
      }
      yield;
    }
    return this.beliefs.length > before;
  }

  private drawn(place: number, action: number): number[] {
    const edge = drawEdge(this.bounds.graph, place, action, this.random);
    return edge < 0 ? [] : [this.bounds.graph.child[edge]!];
  }

  private successors(place: number, action: number): number[] {
    const { graph } = this.bounds;
    const first = graph.firstEdge(place, action);
    return Array.from(graph.child.subarray(first, first + graph.edgeCount(place, action)));
  }

  /** The candidate after a belief that is farthest from the set; −1 where none is new. */
  private farthest(belief: number, candidates: (place: number, action: number) => number[]): number {
    const { graph, model } = this.bounds;
    const place = this.bounds.open(belief);
    let farthest = -1;
    let most = 0;
    for (let action = 0; action < model.actions; action++) {
      graph.expand(place, action);
      for (const candidate of candidates(place, action)) {
        if (this.known.has(candidate)) continue;
        const distance = this.distanceToSet(candidate);
        if (distance > most) [farthest, most] = [candidate, distance];
      }
    }
    return farthest;
  }

  private distanceToSet(belief: number): number {
    const { store } = this.bounds.graph;
    return this.beliefs.reduce((least, other) => Math.min(least, distance(store, belief, other)), Infinity);
  }
}

/** ‖b − b'‖₁ of two stored beliefs, their states rising. */
function distance({ start, states, values }: BeliefStore, one: number, other: number): number {
  let i = start[one]!;
  let j = start[other]!;
  let sum = 0;
  while (i < start[one + 1]! || j < start[other + 1]!) {
    const s = i < start[one + 1]! ? states[i]! : Infinity;
    const t = j < start[other + 1]! ? states[j]! : Infinity;
    const difference = (s <= t ? values[i++]! : 0) - (t <= s ? values[j++]! : 0);
    sum += Math.abs(difference);
  }
  return sum;
}

/** See `Pbvi`. */
export const pbvi = solver({
  id: 'pbvi',
  summary: 'PBVI: backups at a growing set of beliefs that are far apart; a lower bound and its policy.',
  options,
  deterministic: true,
  precision: 'precision',
  relativePrecision: 'relativePrecision',
  create: (settings): Solver => ({
    solve: (model, signal) => solveByPoints(model, settings, signal, (bounds) => new Pbvi(bounds, settings)),
  }),
});
