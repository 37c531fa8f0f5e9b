import type { Scope } from './scope.js';
import type { Slot } from './variables.js';
import type { XmlElement } from './xml-tree.js';

/** A decision diagram with its templates put in place; several paths may lead to the same part. */
export type Diagram = Leaf | Branch | Even | Same;

interface Part {
  /** What a complaint about it points at. */
  readonly where: XmlElement;
  /** How many parts the longest path from here has. */
  readonly height: number;
}

/** A number. */
export interface Leaf extends Part {
  readonly kind: 'leaf';
  readonly value: number;
}

/** What follows for each value of a variable; 0 for a value that is not among them. */
export interface Branch extends Part {
  readonly kind: 'branch';
  readonly place: number;
  readonly next: ReadonlyMap<number, Diagram>;
}

/** One over the number of values, for each value of a variable. */
export interface Even extends Part {
  readonly kind: 'even';
  readonly place: number;
}

/** 1 where two variables have the same value, else 0. */
export interface Same extends Part {
  readonly kind: 'same';
  readonly place: number;
  readonly other: number;
}

/** In the pattern of a leaf: a slot that the path to it does not mention, so that every value is meant. */
export const UNMENTIONED = -1;

/** Takes a leaf: the values of the slots on the path to it (UNMENTIONED where there is none), and its number. */
export type LeafSink = (pattern: Int32Array, value: number, where: XmlElement) => void;

/** The number that a diagram gives for an assignment of all slots. */
export function valueOf(diagram: Diagram, slots: readonly Slot[], assignment: Int32Array): number {
  const valueAt = (place: number) => assignment[slots[place]!.index]!;
  let part: Diagram | undefined = diagram;
  while (part?.kind === 'branch') part = part.next.get(valueAt(part.place));
  if (!part) return 0;
  if (part.kind === 'leaf') return part.value;
  if (part.kind === 'even') return 1 / slots[part.place]!.values.size;
  return valueAt(part.place) === valueAt(part.other) ? 1 : 0;
}

/** Walks the paths of a diagram down to their leaves, as many as the scope allows. */
export class LeafWalker {
  private readonly pattern: Int32Array;
  private exhausted = false;

  /** @param slots what the diagram is about; the pattern of a leaf has one value for each */
  constructor(
    private readonly slots: readonly Slot[],
    private readonly scope: Scope,
    private readonly sink: LeafSink,
  ) {
    this.pattern = new Int32Array(slots.length).fill(UNMENTIONED);
  }

  walk(part: Diagram): void {
    if (!this.mayGoOn(part)) return;
    if (part.kind === 'leaf') this.sink(this.pattern, part.value, part.where);
    else if (part.kind === 'branch') this.branch(part);
    else if (part.kind === 'even') this.even(part);
    else this.same(part);
  }

  private mayGoOn({ where }: Diagram): boolean {
    if (this.exhausted) return false;
    this.exhausted = !this.scope.spend(1);
    if (this.exhausted)
      this.scope.error('too-large', where, 'The paths of this diagram are more than this reader follows.');
    return !this.exhausted;
  }

  private branch({ place, next }: Branch): void {
    const known = this.pattern[place]!;
    if (known !== UNMENTIONED) {
      const part = next.get(known);
      if (part) this.walk(part);
      return;
    }
    for (const [value, part] of next) {
      this.pattern[place] = value;
      this.walk(part);
    }
    this.pattern[place] = UNMENTIONED;
  }

  private even(part: Even): void {
    const { size } = this.slots[part.place]!.values;
    this.eachValue(part, part.place, () => {
      this.sink(this.pattern, 1 / size, part.where);
    });
  }

  private same(part: Same): void {
    this.eachValue(part, part.other, (value) => {
      const known = this.pattern[part.place]!;
      if (known !== UNMENTIONED && known !== value) return;
      this.pattern[part.place] = value;
      this.sink(this.pattern, 1, part.where);
      this.pattern[part.place] = known;
    });
  }

  /** Sets a slot to the value it has, or else to each in turn. */
  private eachValue(part: Diagram, place: number, visit: (value: number) => void): void {
    const known = this.pattern[place]!;
    if (known !== UNMENTIONED) {
      visit(known);
      return;
    }
    const { size } = this.slots[place]!.values;
    for (let value = 0; value < size && this.mayGoOn(part); value++) {
      this.pattern[place] = value;
      visit(value);
    }
    this.pattern[place] = UNMENTIONED;
  }
}
