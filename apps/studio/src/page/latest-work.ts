/** Does work on what was requested last, one at a time: of what is requested while it works, the last is worked on afterwards. */
export class LatestWork<Wanted> {
  private isWorking = false;
  private waiting: { readonly wanted: Wanted } | undefined;

  constructor(private readonly work: (wanted: Wanted) => Promise<void>) {}

  request(wanted: Wanted): void {
    this.waiting = { wanted };
    if (!this.isWorking) void this.go();
  }

  private async go(): Promise<void> {
    this.isWorking = true;
    for (let next = this.waiting; next; next = this.waiting) {
      this.waiting = undefined;
      await this.work(next.wanted);
    }
    this.isWorking = false;
  }
}
