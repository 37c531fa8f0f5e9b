/** The part of the Web Locks API that is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
    hold: (lock: object | null) => Promise<void> | void,
  ): Promise<unknown>;
}

/** Windows of a browser that follow a server at once: of its six connections by HTTP/1.1 two are left for pages and buttons. */
export const MOST_STREAMS = 4;

const names = Array.from({ length: MOST_STREAMS }, (_, i) => `pomdp-gym studio stream ${i + 1}`);

/**
 * Takes one of the places for a stream that the windows of a browser share, once there is one.
 *
 * @param onWait is called once where no place is free.
 * @returns what gives the place back; rejects with the reason of the signal once that aborts first.
 */
export async function takeStreamSlot(
  locks: Locks,
  signal: AbortSignal,
  onWait: () => void,
): Promise<() => void> {
  for (const name of names) {
    const release = await heldNow(locks, name);
    if (signal.aborted) release?.();
    signal.throwIfAborted();
    if (release) return release;
  }
  onWait();
  return heldOnce(locks, signal);
}

/** Takes a lock that is free; undefined where it is not. */
function heldNow(locks: Locks, name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock) return new Promise<void>((release) => resolve(release));
        return resolve(undefined);
      })
      .catch(reject);
  });
}

/** Takes the first of the locks that becomes free. */
function heldOnce(locks: Locks, signal: AbortSignal): Promise<() => void> {
  const others = new AbortController();
  return new Promise((resolve, reject) => {
    let isHeld = false;
    const stop = (): void => {
      others.abort();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    const hold = (): Promise<void> | void => {
      if (isHeld || signal.aborted) return;
      isHeld = true;
      signal.removeEventListener('abort', stop);
      others.abort();
      return new Promise<void>((release) => resolve(release));
    };
    // A request that is aborted rejects: another one was granted, or nobody waits any more.
    for (const name of names)
      locks.request(name, { signal: others.signal }, hold).catch((error: unknown) => {
        if (!others.signal.aborted) reject(error as Error);
      });
  });
}
