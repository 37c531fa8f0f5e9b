import { setTimeout as pause } from 'node:timers/promises';

/**
 * Sends results on, several at once where they come quickly: the first at once, and those that come while it is under way, or within some
 * seconds after it, together.
 */
export class ResultBunch<Result> {
  private waiting: Result[] = [];
  private sending: Promise<void> | undefined;
  private readonly ending = new AbortController();

  /**
   * @param send keeps results; once it fails, nothing more is sent.
   * @param apart seconds between two calls.
   */
  constructor(
    private readonly send: (results: readonly Result[]) => Promise<void>,
    private readonly apart: number,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  add(result: Result): void {
    this.waiting.push(result);
    this.sending ??= this.sendAll().catch(this.onFailure);
  }

  /** Sends what waits at once; resolves once it is kept, or cannot be. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.sending;
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.send(this.waiting.splice(0));
      await this.passTime();
    }
    this.sending = undefined;
  }

  private async passTime(): Promise<void> {
    if (this.apart > 0)
      await pause(1000 * this.apart, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
