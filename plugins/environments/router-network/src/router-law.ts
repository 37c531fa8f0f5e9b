/** What a router does in a step. */
export const SERVE = 0;
export const SEND = 1;

/** Which routers send on, of their actions. */
export function senders(actions: readonly number[]): readonly boolean[] {
  return actions.map((action) => action === SEND);
}

export interface RouterSettings {
  /** The most packets that a queue holds. */
  readonly capacity: number;
  /** How likely a packet is served in a step. */
  readonly service: number;
  /** How likely a packet arrives from outside at each router. */
  readonly arrivals: readonly number[];
}

/** Where one router may be after a step, and how many packets it loses on average. */
export interface RouterOutcome {
  /** P(q' = 0), …, P(q' = capacity). */
  readonly queue: Float64Array;
  readonly lost: number;
}

/**
 * The law of one router in a step: it serves a packet with some probability, or sends one on for certain; then the packet of the
 * router before it comes in, if that one sent, and then perhaps one from outside. What finds the queue full is lost.
 */
export function routerOutcome(
  { capacity, service }: RouterSettings,
  arrival: number,
  queue: number,
  action: number,
  incoming: boolean,
): RouterOutcome {
  const leaves = queue === 0 ? 0 : action === SEND ? 1 : service;
  const law = new Float64Array(capacity + 1);
  let lost = 0;
  for (const [left, leaving] of [
    [queue, 1 - leaves],
    [queue - 1, leaves],
  ] as const) {
    for (const [outside, coming] of [
      [0, 1 - arrival],
      [1, arrival],
    ] as const) {
      const probability = leaving * coming;
      if (probability === 0) continue;
      const all = left + Number(incoming) + outside;
      const kept = Math.min(all, capacity);
      law[kept]! += probability;
      lost += probability * (all - kept);
    }
  }
  return { queue: law, lost };
}

/** Whether the router before router k sends a packet on, in a ring. */
export function receives(queues: readonly number[], actions: readonly number[], k: number): boolean {
  const before = (k + queues.length - 1) % queues.length;
  return actions[before] === SEND && queues[before]! > 0;
}

/** The outcomes of all routers, which are independent of one another once queues and actions are known. */
export function routerOutcomes(
  settings: RouterSettings,
  queues: readonly number[],
  actions: readonly number[],
): RouterOutcome[] {
  return queues.map((queue, k) =>
    routerOutcome(settings, settings.arrivals[k]!, queue, actions[k]!, receives(queues, actions, k)),
  );
}
