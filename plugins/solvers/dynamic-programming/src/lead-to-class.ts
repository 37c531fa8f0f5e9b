import type { Mdp } from './mdp.js';
import { Predecessors } from './predecessors.js';

/**
 * Changes a policy outside a recurrent class so that every state leads into it, each by the first action found on a
 * shortest way there. Returns a state from which no action leads there; undefined where there is none.
 */
export function leadToClass(mdp: Mdp, policy: Int32Array, members: readonly number[]): number | undefined {
  const { states, actions } = mdp;
  const predecessors = new Predecessors(mdp);
  const routed = new Uint8Array(states + 1);
  const found = [...members];
  for (const state of members) routed[state] = 1;
  for (let i = 0; i < found.length; i++) {
    for (const row of predecessors.into(found[i]!)) {
      const node = Math.floor(row / actions);
      if (routed[node] === 1) continue;
      routed[node] = 1;
      found.push(node);
      if (node < states) policy[node] = row % actions;
    }
  }
  const left = routed.indexOf(0);
  return left >= 0 && left < states ? left : undefined;
}
