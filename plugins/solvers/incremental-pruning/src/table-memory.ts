/** Thrown where the tables of a stage would take more than they may. */
export class TablesTooLarge extends Error {
  override readonly name = 'TablesTooLarge';

  constructor(readonly megabytes: number) {
    super(`The tables of the next stage take more than ${megabytes} MB.`);
  }
}

/** Bytes that a table may have at most: more than this cannot be allocated at once everywhere. */
const LARGEST = 2 ** 32;

/** Counts what tables take, and refuses more than they may. */
export class TableMemory {
  private held = 0;

  /** @param megabytes the most that all tables together may take. */
  constructor(private readonly megabytes = Infinity) {}

  /**
   * @param before bytes that a table has.
   * @param after bytes that it is to have; while it grows it has both.
   * @throws TablesTooLarge
   */
  grow(before: number, after: number): void {
    const most = Math.min(1e6 * this.megabytes, LARGEST);
    if (after > LARGEST || this.held + after > 1e6 * this.megabytes) throw new TablesTooLarge(most / 1e6);
    this.held += after - before;
  }
}
