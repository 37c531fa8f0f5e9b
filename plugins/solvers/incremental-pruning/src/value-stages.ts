import type { AlphaVector, PlanningModel } from '@pomdp-gym/planning';
import { ActionBackup } from './action-backup.js';
import { DominationProgram } from './domination-program.js';
import { Purge } from './purge.js';
import type { TableMemory } from './table-memory.js';
import { VectorSet } from './vector-set.js';

/** A block of planning states, and what it takes to back its vectors up. */
interface BlockStage {
  readonly backups: readonly ActionBackup[];
  readonly union: VectorSet;
  readonly purge: Purge;
  readonly program: DominationProgram;
}

/**
 * Exact value iteration: V_k as the maximum of α-vectors, from V_0 = 0, each stage by incremental pruning. Each block of
 * planning states has its own vectors.
 */
export class ValueStages {
  /** The vectors of V_k, by block. */
  vectors: readonly VectorSet[];
  /** Those of V_{k−1}. */
  before: readonly VectorSet[];
  /** k */
  stage = 0;
  private readonly blocks: readonly BlockStage[];

  /** @param memory what counts the bytes of the tables. */
  constructor(
    private readonly model: PlanningModel,
    memory?: TableMemory,
  ) {
    const sizes = Array.from({ length: model.blockStart.length - 1 }, (_, block) => {
      return model.blockStart[block + 1]! - model.blockStart[block]!;
    });
    const programs = new Map(sizes.map((size) => [size, new DominationProgram(size)]));
    this.blocks = sizes.map((size, block) => {
      const program = programs.get(size)!;
      return {
        program,
        union: new VectorSet(size, memory),
        purge: new Purge(size, program, memory),
        backups: model.rewards.map((_, action) => new ActionBackup(model, block, action, program, memory)),
      };
    });
    this.before = sizes.map((size) => new VectorSet(size));
    this.vectors = sizes.map((size) => new VectorSet(size));
    for (const set of this.vectors) set.push(0);
  }

  /** By how many tolerances V_k may fall short of the backup of V_{k−1}. */
  get purges(): number {
    const ofBlock = ({ backups }: BlockStage) => Math.max(...backups.map(({ purges }) => purges)) + 1;
    return Math.max(0, ...this.blocks.map(ofBlock));
  }

  /** How many linear programs were solved. */
  get programs(): number {
    return [...new Set(this.blocks.map(({ program }) => program))].reduce(
      (sum, { solved }) => sum + solved,
      0,
    );
  }

  /** How many vectors V_k has. */
  get size(): number {
    return this.vectors.reduce((sum, { count }) => sum + count, 0);
  }

  /** The largest absolute value in V_k or V_{k−1}. */
  get largest(): number {
    let most = 0;
    for (const { values, count, size } of [...this.vectors, ...this.before]) {
      for (let i = 0; i < count * size; i++) most = Math.max(most, Math.abs(values[i]!));
    }
    return most;
  }

  /** Moves on to the next stage. */
  *advance(tolerance: number): Generator<undefined, void> {
    const next: VectorSet[] = [];
    for (const { backups, union, purge } of this.blocks) {
      union.clear();
      for (const backup of backups) yield* backup.run(this.vectors, tolerance, union);
      yield* purge.run(union, tolerance);
      next.push(copyOf(purge.kept));
    }
    this.before = this.vectors;
    this.vectors = next;
    this.stage++;
  }

  /** max over beliefs of `to` − `from`, from above; 0 where there are no beliefs, nothing being left to earn. */
  *greatestRise(from: readonly VectorSet[], to: readonly VectorSet[]): Generator<undefined, number> {
    let greatest = -Infinity;
    for (const [block, { program }] of this.blocks.entries()) {
      for (let place = 0; place < to[block]!.count; place++) {
        program.solve(to[block]!, place, from[block]!, Infinity, greatest);
        greatest = Math.max(greatest, program.upper);
      }
      yield;
    }
    return greatest === -Infinity ? 0 : greatest;
  }

  /** Σ over first observations of P(y_0) V_k(b_0). */
  startValue(): number {
    return this.model.roots.reduce((sum, { probability, states, values }) => {
      const block = this.model.blockOf[states[0]!]!;
      const set = this.vectors[block]!;
      const belief = new Float64Array(set.size);
      states.forEach((state, i) => (belief[state - this.model.blockStart[block]!] = values[i]!));
      return sum + probability * set.valueAt(set.bestAt(belief), belief);
    }, 0);
  }

  /** The vectors of V_k with `shift` added to every value, for a policy. */
  alphaVectors(shift = 0): AlphaVector[] {
    return this.vectors.flatMap((set, block) =>
      Array.from({ length: set.count }, (_, place) => ({
        block,
        action: set.actions[place]!,
        values: set.values.slice(place * set.size, (place + 1) * set.size).map((value) => value + shift),
      })),
    );
  }
}

function copyOf(set: VectorSet): VectorSet {
  const copy = new VectorSet(set.size);
  for (let place = 0; place < set.count; place++) copy.pushCopy(set, place);
  return copy;
}
