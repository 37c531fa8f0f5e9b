/** A format, sound texts in it, and what reads it. */
export interface MutatedFormat {
  readonly name: string;
  readonly texts: readonly string[];
  /** Throws an InputError where a text is not sound; anything else that it throws is a fault of the reader. */
  read(text: string): unknown;
}
