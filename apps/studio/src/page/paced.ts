/** Milliseconds between two calls. */
const PACE = 50;

/** Calls `publish` at most once a pace, however often that is requested. */
export class Paced {
  private isDue = false;

  constructor(
    private readonly publish: () => void,
    /** Calls something a pace later. */
    private readonly later: (work: () => void) => void = (work) => void setTimeout(work, PACE),
  ) {}

  request(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.later(() => this.now());
  }

  /** Publishes at once what is due. */
  now(): void {
    if (!this.isDue) return;
    this.isDue = false;
    this.publish();
  }
}
