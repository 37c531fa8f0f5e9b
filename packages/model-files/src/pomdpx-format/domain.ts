import type { Slot } from './variables.js';

/** The joint values of some slots, numbered with the last slot varying fastest. */
export class Domain {
  readonly size: number;
  private readonly strides: readonly number[];

  constructor(readonly slots: readonly Slot[]) {
    const strides: number[] = [];
    let size = 1;
    for (let at = slots.length - 1; at >= 0; at--) {
      strides[at] = size;
      size *= slots[at]!.values.size;
    }
    this.size = size;
    this.strides = strides;
  }

  /** The number of the values that the assignment of all slots gives these. */
  encode(assignment: Int32Array): number {
    let code = 0;
    for (let at = 0; at < this.slots.length; at++)
      code += assignment[this.slots[at]!.index]! * this.strides[at]!;
    return code;
  }

  /** Writes the values of a number into the assignment, into other slots where they are given in turn. */
  decode(code: number, assignment: Int32Array, into: readonly Slot[] = this.slots): void {
    for (let at = 0; at < this.slots.length; at++) {
      const { size } = this.slots[at]!.values;
      assignment[into[at]!.index] = Math.floor(code / this.strides[at]!) % size;
    }
  }

  /** The value of one slot in a number. */
  valueAt(code: number, place: number): number {
    return Math.floor(code / this.strides[place]!) % this.slots[place]!.values.size;
  }

  stride(place: number): number {
    return this.strides[place]!;
  }

  /** The name of a number: its values joined by hyphens. */
  label(code: number): string {
    return this.slots.map((slot, place) => slot.values.names[this.valueAt(code, place)]!).join('-');
  }

  /** Whether the numbers have names of their own: a single variable that is only counted has none. */
  get named(): boolean {
    return this.slots.length !== 1 || !this.slots[0]!.values.counted;
  }

  /** Every number's name; undefined where they have none. */
  labels(): string[] | undefined {
    if (!this.named) return undefined;
    return Array.from({ length: this.size }, (_, code) => this.label(code));
  }
}
