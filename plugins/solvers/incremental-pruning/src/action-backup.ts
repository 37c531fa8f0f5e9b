import type { PlanningModel } from '@pomdp-gym/planning';
import { type Branch, branchesOf, project } from './branches.js';
import type { DominationProgram } from './domination-program.js';
import { Purge } from './purge.js';
import type { TableMemory } from './table-memory.js';
import { VectorSet } from './vector-set.js';

/** Numbers of a cross sum between two yields: two megabytes. */
const NUMBERS_PER_YIELD = 2 ** 18;

/**
 * What the vectors of one stage are worth one step before, if a given action is taken in a given block: the cross sum over
 * observations of the vectors that each makes of them, purged after each sum.
 */
export class ActionBackup {
  readonly branches: readonly Branch[];
  private readonly projected: VectorSet;
  private readonly projections: readonly Purge[];
  private readonly summed: VectorSet;
  private readonly sums: readonly Purge[];

  constructor(
    private readonly model: PlanningModel,
    private readonly block: number,
    private readonly action: number,
    program: DominationProgram,
    memory?: TableMemory,
  ) {
    const size = model.blockStart[block + 1]! - model.blockStart[block]!;
    this.branches = branchesOf(model, block, action);
    this.projected = new VectorSet(size, memory);
    this.summed = new VectorSet(size, memory);
    this.projections = this.branches.map(() => new Purge(size, program, memory));
    this.sums = this.branches.slice(1).map(() => new Purge(size, program, memory));
  }

  /** How many purges one backup takes. */
  get purges(): number {
    return this.projections.length + this.sums.length;
  }

  /** Appends the vectors to `into`; `after` holds those of the next step by block. */
  *run(after: readonly VectorSet[], tolerance: number, into: VectorSet): Generator<undefined, void> {
    let sum: VectorSet | undefined;
    for (const [i, branch] of this.branches.entries()) {
      project(branch, after[branch.block]!, this.projected);
      const projection = this.projections[i]!;
      yield* projection.run(this.projected, tolerance);
      if (!sum) sum = projection.kept;
      else {
        yield* this.crossSum(sum, projection.kept);
        yield* this.sums[i - 1]!.run(this.summed, tolerance);
        sum = this.sums[i - 1]!.kept;
      }
    }
    this.addReward(sum, into);
  }

  /** Yields now and then, for what watches the memory of the process. */
  private *crossSum(one: VectorSet, other: VectorSet): Generator<undefined, void> {
    const { summed } = this;
    const { size } = summed;
    summed.clear();
    summed.reserve(one.count * other.count);
    let written = 0;
    for (let i = 0; i < one.count; i++) {
      written += other.count * size;
      if (written > NUMBERS_PER_YIELD) {
        written = 0;
        yield;
      }
      for (let j = 0; j < other.count; j++) {
        const to = summed.push(this.action) * size;
        for (let s = 0; s < size; s++)
          summed.values[to + s] = one.values[i * size + s]! + other.values[j * size + s]!;
      }
    }
  }

  /** The reward of the action, and after it what the sum says; nothing where nothing follows. */
  private addReward(sum: VectorSet | undefined, into: VectorSet): void {
    const { size } = into;
    const rewards = this.model.rewards[this.action]!;
    const begin = this.model.blockStart[this.block]!;
    for (let i = 0; i < (sum ? sum.count : 1); i++) {
      const to = into.push(this.action) * size;
      for (let s = 0; s < size; s++)
        into.values[to + s] = rewards[begin + s]! + (sum ? sum.values[i * size + s]! : 0);
    }
  }
}
