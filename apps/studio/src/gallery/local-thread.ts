import type { Registry } from '@pomdp-gym/registry';
import type { Port } from '../engine/engine-client.js';
import type { Thread } from '../engine/engine-lane.js';
import { EngineServer } from '../engine/engine-server.js';

/** An engine in the thread that calls it. */
export function localThread(registry: Registry): Thread {
  const [page, engine] = portPair();
  new EngineServer(engine, registry);
  return { ...page, end: () => undefined, onFault: () => undefined };
}

type Take = (message: unknown) => void;

/** Two ends whose messages are copied, as between threads. */
function portPair(): readonly [Port, Port] {
  const [one, other]: readonly [Take[], Take[]] = [[], []];
  return [portOf(one, other), portOf(other, one)];
}

function portOf(own: Take[], others: readonly Take[]): Port {
  return {
    onMessage: (take) => own.push(take),
    postMessage: (message) => {
      const copy: unknown = structuredClone(message);
      setImmediate(() => others.forEach((take) => take(copy)));
    },
  };
}
