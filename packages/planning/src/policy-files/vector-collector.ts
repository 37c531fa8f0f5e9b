import type { AlphaVector } from '../alpha-vector.js';
import { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import type { PlanningModel } from '../planning-model.js';

/** The vectors of one block, in the order of the file. */
interface BlockVectors {
  readonly kept: AlphaVector[];
  /** The greatest vector that is constant over the block, and how many of `kept` come before it. */
  constant?: { readonly vector: AlphaVector; readonly before: number };
  /** The greatest c such that a vector of `kept` is at least c everywhere. */
  floor: number;
}

/**
 * Takes vectors over all states of a model one at a time, and keeps of each what it says of the blocks of states that an
 * agent tells apart. What is constant over a block and below another vector there, as the filling of a file is, is left
 * out: no belief prefers it. So a file of V vectors that each speak of one block costs V blocks of memory.
 */
export class VectorCollector {
  /** How many vectors it was given. */
  count = 0;
  private readonly blocks: BlockVectors[];

  constructor(private readonly model: PlanningModel) {
    const count = model.blockStart.length - 1;
    this.blocks = Array.from({ length: count }, () => ({ kept: [], floor: -Infinity }));
  }

  /** Takes a vector of S numbers, by the states of the model. */
  add(action: number, values: Float64Array): void {
    this.count++;
    this.blocks.forEach((block, b) =>
      takeInto(
        block,
        this.restricted(b, action, (state) => values[state]!),
      ),
    );
  }

  /** Takes a vector for one value of the seen part, by the values of the hidden part. */
  addFactored(action: number, seen: number, values: Float64Array): void {
    this.count++;
    const { mixed } = this.model.model;
    this.blocks.forEach((block, b) => {
      const first = this.model.original[this.model.blockStart[b]!]!;
      if (mixed?.seen[first] !== seen) return;
      takeInto(
        block,
        this.restricted(b, action, (state) => values[mixed.hidden[state]!]!),
      );
    });
  }

  /** The policy of the vectors. */
  policy(): AlphaVectorPolicy {
    return new AlphaVectorPolicy(this.model, this.blocks.flatMap(vectorsOf));
  }

  private restricted(block: number, action: number, valueAt: (state: number) => number): AlphaVector {
    const { original, blockStart } = this.model;
    const states = original.subarray(blockStart[block], blockStart[block + 1]);
    return { block, action, values: Float64Array.from(states, valueAt) };
  }
}

function takeInto(block: BlockVectors, vector: AlphaVector): void {
  const { values } = vector;
  const [first] = values;
  if (values.some((value) => value !== first)) {
    block.kept.push(vector);
    const least = values.reduce((lowest, value) => Math.min(lowest, value), Infinity);
    block.floor = Math.max(block.floor, least);
  } else if (!block.constant || first! > block.constant.vector.values[0]!) {
    block.constant = { vector, before: block.kept.length };
  }
}

function vectorsOf({ kept, constant, floor }: BlockVectors): AlphaVector[] {
  if (!constant || constant.vector.values[0]! < floor) return kept;
  return [...kept.slice(0, constant.before), constant.vector, ...kept.slice(constant.before)];
}
