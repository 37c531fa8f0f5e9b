import { DominationProgram } from './domination-program.js';
import type { TableMemory } from './table-memory.js';
import { VectorSet } from './vector-set.js';

/** Linear programs between two yields: a moment's work. */
const PROGRAMS_PER_YIELD = 200;

/**
 * Reduces sets of vectors to those that matter (Lark's filter, as instructed by White 1991): a vector is dropped where no belief
 * is found in which it exceeds the kept ones by more than a tolerance, proved by a linear program. So the maximum over the
 * kept vectors is below that over all by no more than the tolerance. One of these serves one and the same place of
 * every stage: it remembers the beliefs in which it found vectors the last time and looks there first.
 */
export class Purge {
  readonly kept: VectorSet;
  private witnesses: Float64Array[] = [];

  /** @param program for beliefs over the block that the vectors are on; it may be shared. */
  constructor(
    private readonly size: number,
    private readonly program: DominationProgram,
    memory?: TableMemory,
  ) {
    this.kept = new VectorSet(size, memory);
    for (let s = 0; s < size; s++) this.witnesses.push(corner(size, s));
  }

  /** Fills `kept` with what of the candidates, of which there is at least one, matters. Yields now and then. */
  *run(candidates: VectorSet, tolerance: number): Generator<undefined, void> {
    const { kept, program } = this;
    kept.clear();
    const done = new Uint8Array(candidates.count);
    this.lookAtWitnesses(candidates, done, tolerance);
    for (let place = 0; place < candidates.count; place++) {
      while (done[place] === 0) {
        if (this.isBelowOne(candidates, place)) break;
        program.solve(candidates, place, kept, tolerance, tolerance);
        if (program.solved % PROGRAMS_PER_YIELD === 0) yield;
        if (program.lower > tolerance) {
          this.take(candidates, done, program.belief.slice());
        } else {
          // Neither bound decides where rounding stopped the program: then the vector stays.
          if (program.upper > tolerance) kept.pushCopy(candidates, place);
          break;
        }
      }
    }
  }

  /** Keeps the best candidate of each belief remembered, and forgets the beliefs that add nothing. */
  private lookAtWitnesses(candidates: VectorSet, done: Uint8Array, tolerance: number): void {
    const { kept, size } = this;
    const remembered = this.witnesses;
    this.witnesses = [];
    remembered.forEach((belief, i) => {
      const best = candidates.bestAt(belief);
      const known = kept.bestAt(belief);
      const adds = known < 0 || candidates.valueAt(best, belief) - kept.valueAt(known, belief) > tolerance;
      if (adds) this.take(candidates, done, belief);
      else if (i < size) this.witnesses.push(belief);
    });
  }

  /** Keeps the best candidate at a belief. */
  private take(candidates: VectorSet, done: Uint8Array, belief: Float64Array): void {
    const best = candidates.bestAt(belief);
    this.witnesses.push(belief);
    if (done[best] === 1) return;
    done[best] = 1;
    this.kept.pushCopy(candidates, best);
  }

  /** Whether some kept vector is nowhere below the candidate. */
  private isBelowOne(candidates: VectorSet, place: number): boolean {
    const { kept, size } = this;
    for (let i = 0; i < kept.count; i++) {
      let s = 0;
      while (s < size && kept.values[i * size + s]! >= candidates.values[place * size + s]!) s++;
      if (s === size) return true;
    }
    return false;
  }
}

function corner(size: number, state: number): Float64Array {
  const belief = new Float64Array(size);
  belief[state] = 1;
  return belief;
}
