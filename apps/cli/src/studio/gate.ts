/** Open at first; whoever comes while it is shut waits until it opens. */
export class Gate {
  private opening: Promise<void> = Promise.resolve();
  private resolve: () => void = () => undefined;

  open(): void {
    this.resolve();
  }

  shut(): void {
    this.opening = new Promise((resolve) => (this.resolve = resolve));
  }

  passed(): Promise<void> {
    return this.opening;
  }
}
