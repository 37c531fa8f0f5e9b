import { nextTurn } from '@pomdp-gym/solving';

/** Milliseconds that are computed in one turn. */
const TURN = 10;

/** Turns of a long computation, between which other calls are served. */
export class Turns {
  private begun = performance.now();

  constructor(private readonly signal: AbortSignal) {}

  /** Waits for the next turn where this one has taken its time. Throws once the call is cancelled. */
  async pass(): Promise<void> {
    if (performance.now() - this.begun < TURN) return;
    await nextTurn();
    this.signal.throwIfAborted();
    this.begun = performance.now();
  }
}
