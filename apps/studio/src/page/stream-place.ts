import { signal } from '@preact/signals';
import { type Locks, takeStreamSlot } from './stream-slot.js';

/** The place for a stream that this window has among those of its browser, from when it follows the server until it is hidden. */
export class StreamPlace {
  /** Whether other windows have all places. */
  readonly isWaiting = signal(false);
  private taken: Promise<() => void> | undefined;
  private giving = new AbortController();

  /** @param locks undefined where a browser has none: each window then has a place. */
  constructor(private readonly locks: Locks | undefined) {}

  /** Resolves once this window has a place, or gives up its wish for one. */
  async take(): Promise<void> {
    if (!this.locks) return;
    if (!this.taken) {
      const { signal } = (this.giving = new AbortController());
      const wait = (): void => void (this.isWaiting.value = !signal.aborted);
      const got = (): void => void (!signal.aborted && (this.isWaiting.value = false));
      this.taken = takeStreamSlot(this.locks, signal, wait);
      this.taken.then(got, got);
    }
    // A browser that refuses its locks has places without them.
    await this.taken.catch(() => undefined);
  }

  /** Gives the place to another window, or the wish for it up. */
  give(): void {
    this.giving.abort();
    this.isWaiting.value = false;
    void this.taken?.then(
      (release) => release(),
      () => undefined,
    );
    this.taken = undefined;
  }
}
