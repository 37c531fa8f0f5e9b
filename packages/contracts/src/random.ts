/** One named, seeded stream of random numbers. Nothing below the apps has any other source of chance. */
export interface Random {
  /** An integer uniform on {0, …, 2³² − 1}. */
  uint32(): number;
  /** A number uniform on [0, 1) with 53 random bits (two draws of 32). */
  uniform(): number;
  /** Where the stream stands: plain numbers that survive JSON. */
  save?(): readonly number[];
  /** Goes on from where a stream stood when it was saved. Throws an InputError where the numbers are no such place. */
  restore?(saved: readonly number[]): void;
  /** The words that `uint32` is about to return, for loops that take many: such a loop moves the position itself. */
  readonly block?: WordBlock;
}

/** Random words of 32 bits, drawn ahead. */
export interface WordBlock {
  /** The same array for the life of the stream. */
  readonly words: Uint32Array;
  /** The place of the next word; `words.length` where all are taken. */
  position: number;
  /** Draws as many new words as the array holds, and sets the position to 0. All words are to be taken before. */
  refill(): void;
}
