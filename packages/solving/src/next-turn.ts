/** Resolves in a later turn of the event loop, so that timers, signals and messages are served in between. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    // Browsers have no setImmediate; their setTimeout does the same, a little later.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
}
