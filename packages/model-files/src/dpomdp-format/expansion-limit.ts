import { grouped } from '@pomdp-gym/contracts';
import { TooLarge } from '../pomdp-format/too-large.js';

/**
 * Counts the cells that statements set one by one: a `*` in place of one agent's action stands for many joint actions, so that a
 * short file could take much memory.
 */
export class ExpansionLimit {
  private taken = 0;

  constructor(private readonly most: number) {}

  /** Throws TooLarge where there are too many. */
  readonly take = (count: number): void => {
    this.taken += count;
    if (this.taken <= this.most) return;
    throw new TooLarge(
      `The statements of this file set more than ${grouped(this.most)} cells through \`*\`, more than this reader takes.`,
    );
  };
}
