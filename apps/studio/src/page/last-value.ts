/** Computes a value anew where its question differs from the last one that has a value. */
export class LastValue<T> {
  private last: { readonly key: string; readonly value: T } | undefined;

  /** The value of a question. A failure is kept for no later call. */
  async of(question: unknown, compute: () => Promise<T>): Promise<T> {
    const key = JSON.stringify(question);
    if (this.last?.key === key) return this.last.value;
    const value = await compute();
    this.last = { key, value };
    return value;
  }
}
