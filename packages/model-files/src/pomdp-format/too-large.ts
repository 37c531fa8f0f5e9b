/** Thrown inside the reader where a model outgrows its limits; `parsePomdp` turns it into a diagnostic. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}
