import { grouped } from '@pomdp-gym/contracts';
import { Float64List, Int32List } from '@pomdp-gym/numerics';
import type { ReadLimits } from '../read-limits.js';
import { CONSTANT, IDENTITY, type AssignmentLog } from './assignment-log.js';
import { TooLarge } from './too-large.js';

/** Assignments looked at per stored entry allowed: what wildcards over wildcards may cost before the reader gives up. */
const STEPS_PER_ENTRY = 10;

/** Lays the assignments that concern one row over one another, in the order of the file. */
export class RowMerge {
  /** The assignment with the last word on the row written last, −1 where there is none. */
  statement = -1;
  /** Which row last touched a column, the log index of the assignment that counts there so far, and its value. */
  private readonly stamps: Int32Array;
  private readonly winners: Int32Array;
  private readonly cells: Float64Array;
  private readonly touched: Int32Array;
  private count = 0;
  private generation = 0;
  private steps = 0;
  private stored = 0;
  private filled = 0;
  private readonly startStates: Int32Array;

  constructor(
    private readonly log: AssignmentLog,
    private readonly start: Float64Array,
    private readonly columns: number,
    private readonly limits: ReadLimits,
  ) {
    this.stamps = new Int32Array(columns);
    this.winners = new Int32Array(columns);
    this.cells = new Float64Array(columns);
    this.touched = new Int32Array(columns);
    this.startStates = Int32Array.from(start.keys()).filter((state) => start[state]! !== 0);
  }

  /** Appends the row that the layers (groups of the log) make together, zeros left out, and returns its sum. */
  write(layers: Int32Array, row: number, indices: Int32List, values: Float64List): number {
    this.generation++;
    this.count = 0;
    const fill = this.fillOf(layers);
    this.statement = fill;
    const rest = fill < 0 ? 0 : this.fill(fill, row);
    for (const layer of layers) this.lay(layer, fill);
    if (this.stored + indices.length + (rest === 0 ? this.count : this.columns) > this.limits.entries)
      this.refuse();
    return rest === 0 ? this.emit(indices, values) : this.emitFilled(rest, indices, values);
  }

  /** Counts a row that will be filled from end to end, and refuses once such rows are too many. */
  foresee(layers: Int32Array): void {
    const fill = this.fillOf(layers);
    if (fill < 0 || this.log.columns[fill] !== CONSTANT || this.log.values[fill] === 0) return;
    this.filled += this.columns;
    if (this.filled > this.limits.entries) this.refuse();
  }

  /** Adds a finished table to what is stored. */
  countStored(entries: number): void {
    this.stored += entries;
  }

  /** The last assignment that fills the whole row, −1 where none does. */
  private fillOf(layers: Int32Array): number {
    let fill = -1;
    for (const layer of layers) fill = Math.max(fill, this.log.fills[layer]!);
    return fill;
  }

  /** Begins the row with what it is filled with; returns the constant for the cells that nothing else sets. */
  private fill(fill: number, row: number): number {
    const what = this.log.columns[fill]!;
    if (what === CONSTANT) return this.log.values[fill]!;
    if (what === IDENTITY) this.put(row, 1, fill);
    else for (const state of this.startStates) this.put(state, this.start[state]!, fill);
    return 0;
  }

  private lay(layer: number, after: number): void {
    const { order, starts, from, columns, values } = this.log;
    const end = starts[layer + 1]!;
    if (end === starts[layer] || order[end - 1]! <= after) return;
    this.steps += end - from[layer]!;
    if (this.steps > this.limits.entries * STEPS_PER_ENTRY) this.refuse();
    for (let place = from[layer]!; place < end; place++) {
      const index = order[place]!;
      if (index > after) this.put(columns[index]!, values[index]!, index);
    }
    if (order[end - 1]! > this.statement) this.statement = order[end - 1]!;
  }

  private put(column: number, value: number, index: number): void {
    if (this.stamps[column] !== this.generation) {
      this.stamps[column] = this.generation;
      this.touched[this.count++] = column;
    } else if (this.winners[column]! > index) return;
    this.winners[column] = index;
    this.cells[column] = value;
  }

  private emit(indices: Int32List, values: Float64List): number {
    const touched = sorted(this.touched, this.count);
    let sum = 0;
    for (let place = 0; place < this.count; place++) {
      const value = this.cells[touched[place]!]!;
      if (value === 0) continue;
      indices.push(touched[place]!);
      values.push(value);
      sum += value;
    }
    return sum;
  }

  private emitFilled(rest: number, indices: Int32List, values: Float64List): number {
    let sum = 0;
    for (let column = 0; column < this.columns; column++) {
      const value = this.stamps[column] === this.generation ? this.cells[column]! : rest;
      if (value === 0) continue;
      indices.push(column);
      values.push(value);
      sum += value;
    }
    return sum;
  }

  private refuse(): never {
    throw new TooLarge(
      `The tables of this model take more than ${grouped(this.limits.entries)} numbers, the limit of this reader.`,
    );
  }
}

/** Sorts the first `count` numbers in place: mostly few, and mostly in order already. */
function sorted(numbers: Int32Array, count: number): Int32Array {
  if (count > 40) {
    numbers.subarray(0, count).sort();
    return numbers;
  }
  for (let i = 1; i < count; i++) {
    const number = numbers[i]!;
    let j = i - 1;
    for (; j >= 0 && numbers[j]! > number; j--) numbers[j + 1] = numbers[j]!;
    numbers[j + 1] = number;
  }
  return numbers;
}
