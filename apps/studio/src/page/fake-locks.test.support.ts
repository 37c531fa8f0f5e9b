import type { Locks } from './stream-slot.js';

/** The locks of a browser: each is held by one at a time, and granted in the order of the requests. */
export class FakeLocks implements Locks {
  readonly held = new Set<string>();
  private readonly queues = new Map<string, (() => void)[]>();

  async request(...[name, { ifAvailable, signal }, hold]: Parameters<Locks['request']>): Promise<void> {
    if (this.held.has(name)) {
      if (ifAvailable) return void (await hold(null));
      await new Promise<void>((resolve, reject) => {
        this.queues.set(name, [...(this.queues.get(name) ?? []), resolve]);
        signal?.addEventListener('abort', () => {
          this.queues.set(
            name,
            this.queues.get(name)!.filter((each) => each !== resolve),
          );
          reject(signal.reason as Error);
        });
      });
    }
    this.held.add(name);
    await hold({ name });
    this.held.delete(name);
    this.queues.get(name)?.shift()?.();
  }
}
