/** What waits for a later turn, in the order in which it began to wait. */
const waiting: (() => void)[] = [];
let post: (() => void) | undefined;

/** Resolves in a later turn of the event loop, so that timers, signals and messages are served in between. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    // Browsers have no setImmediate, and delay a setTimeout by 4 ms once several follow one another; they do not delay messages.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else {
      waiting.push(resolve);
      post ??= messages();
      post();
    }
  });
}

/** A function that ends the wait that is first in order, by a message to itself. */
function messages(): () => void {
  const { port1, port2 } = new MessageChannel();
  // The types of Node.js lack this property of a browser's port.
  Object.assign(port1, { onmessage: () => waiting.shift()?.() });
  return () => port2.postMessage(null);
}
