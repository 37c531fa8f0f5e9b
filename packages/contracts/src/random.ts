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
}
