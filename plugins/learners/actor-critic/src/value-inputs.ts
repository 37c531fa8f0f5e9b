import type { Column, Point, Space } from '@pomdp-gym/contracts';
import { boxScale } from '@pomdp-gym/numerics';

/** Writes numbers that stand for a point of a space. */
interface Encoder {
  readonly width: number;
  write(point: Point, into: Float64Array, offset: number): void;
}

/**
 * What a value function reads: an observation and, where the policy has a memory, what it remembers. Discrete ones become one
 * number 1 among zeros, for each pair of observation and memory where both are discrete; boxes become their numbers, bounded
 * axes in the scale [−1, 1].
 */
export class ValueInputs {
  /** How many numbers it writes. */
  readonly width: number;
  /** Whether all is discrete, so that a linear function of these numbers is a table. */
  readonly isTable: boolean;
  private readonly memories: number;
  private readonly parts: readonly Encoder[];

  constructor(observationSpace: Space, memorySpace: Space | undefined) {
    this.isTable = observationSpace.kind === 'discrete' && memorySpace?.kind !== 'box';
    this.memories = this.isTable && memorySpace?.kind === 'discrete' ? memorySpace.size : 1;
    const parts = this.isTable || !memorySpace ? [observationSpace] : [observationSpace, memorySpace];
    this.parts = parts.map((space) => encoderOf(space, this.memories));
    this.width = this.parts.reduce((sum, { width }) => sum + width, 0);
  }

  /** Where all is discrete: the place of the number that is 1. */
  cellOf(observation: Point, memory: Point | undefined): number {
    return Number(observation) * this.memories + Number(memory ?? 0);
  }

  write(observation: Point, memory: Point | undefined, into: Float64Array, offset: number): void {
    if (this.isTable) {
      this.parts[0]!.write(this.cellOf(observation, memory), into, offset);
      return;
    }
    this.parts[0]!.write(observation, into, offset);
    if (memory !== undefined) this.parts[1]?.write(memory, into, offset + this.parts[0]!.width);
  }
}

/** @param copies the discrete space stands for that many elements each. */
function encoderOf(space: Space, copies: number): Encoder {
  if (space.kind === 'discrete') {
    const width = space.size * copies;
    return {
      width,
      write(point, into, offset) {
        into.fill(0, offset, offset + width);
        into[offset + Number(point)] = 1;
      },
    };
  }
  const { center, half } = boxScale(space);
  return {
    width: center.length,
    write(point, into, offset) {
      if (typeof point === 'number') throw new TypeError('A point of a box is a row of numbers.');
      for (let i = 0; i < center.length; i++) into[offset + i] = (point[i]! - center[i]!) / half[i]!;
    },
  };
}

/** One row of a column as a point. A row of numbers is a view: it changes with the column. */
export function pointAt({ width, values }: Column, row: number): Point {
  if (values instanceof Float64Array) return values.subarray(row * width, (row + 1) * width);
  return values[row]!;
}
