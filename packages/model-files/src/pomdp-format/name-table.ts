const utf8 = new TextDecoder();

/** One set of a model's elements (its states, actions or observations): how many, and how a file may call them. */
export class NameTable {
  /** Where the name of each element stands in the file; empty where the file only counts them. */
  private readonly begins: number[] = [];
  private readonly ends: number[] = [];
  /** Open addressing: 1 + the element whose name hashes here, 0 where none does. */
  private slots = new Int32Array(16);
  private count = 0;

  /** @param noun what one element is called: state, action, observation */
  constructor(
    readonly noun: string,
    private readonly bytes: Uint8Array,
  ) {}

  get size(): number {
    return this.count;
  }

  get named(): boolean {
    return this.begins.length > 0;
  }

  /** Elements without names. */
  setCount(count: number): void {
    this.count = count;
  }

  /** Adds an element by the name at bytes [begin, end); false where there is one of that name. */
  add(begin: number, end: number): boolean {
    const slot = this.slotOf(begin, end);
    if (this.slots[slot] !== 0) return false;
    this.begins.push(begin);
    this.ends.push(end);
    this.slots[slot] = ++this.count;
    if (this.count * 2 > this.slots.length) this.grow();
    return true;
  }

  /** The element of the name at bytes [begin, end), −1 where there is none. */
  find(begin: number, end: number): number {
    return this.named ? this.slots[this.slotOf(begin, end)]! - 1 : -1;
  }

  /** The name of an element, in words for a sentence. */
  describe(element: number): string {
    return this.named ? this.label(element) : String(element);
  }

  label(element: number): string {
    return utf8.decode(this.bytes.subarray(this.begins[element], this.ends[element]));
  }

  /** Every name in order; undefined where the file only counts. */
  labels(): string[] | undefined {
    return this.named ? this.begins.map((_, element) => this.label(element)) : undefined;
  }

  /** The place of the name in `slots`: its own, or the free one it would take. */
  private slotOf(begin: number, end: number): number {
    const { bytes, slots } = this;
    const mask = slots.length - 1;
    let hash = 0x811c9dc5; // FNV-1a
    for (let at = begin; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] !== 0 && !this.isName(slots[slot]! - 1, begin, end)) slot = (slot + 1) & mask;
    return slot;
  }

  private isName(element: number, begin: number, end: number): boolean {
    const { bytes } = this;
    const from = this.begins[element]!;
    if (this.ends[element]! - from !== end - begin) return false;
    for (let at = begin; at < end; at++) if (bytes[at] !== bytes[from + at - begin]) return false;
    return true;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let element = 0; element < this.count; element++) {
      this.slots[this.slotOf(this.begins[element]!, this.ends[element]!)] = element + 1;
    }
  }
}
