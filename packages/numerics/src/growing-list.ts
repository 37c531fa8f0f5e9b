/** An Int32Array that grows as numbers are pushed. */
export class Int32List {
  array: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.array = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }

  /** A copy of what has been pushed. */
  take(): Int32Array<ArrayBuffer> {
    return this.array.slice(0, this.length);
  }
}

/** A Float64Array that grows as numbers are pushed. */
export class Float64List {
  array: Float64Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1024) {
    this.array = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }

  /** A copy of what has been pushed. */
  take(): Float64Array<ArrayBuffer> {
    return this.array.slice(0, this.length);
  }
}
