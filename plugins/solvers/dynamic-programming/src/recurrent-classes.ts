import type { Mdp } from './mdp.js';
import { Predecessors } from './predecessors.js';

/** The recurrent classes of the chain under a policy, an ended episode beginning anew: the states of each. */
export function recurrentClasses(mdp: Mdp, policy: Int32Array): number[][] {
  const predecessors = new Predecessors(mdp, policy);
  const leading = new Uint8Array(mdp.states + 1);
  const classes: number[][] = [];
  for (let state = 0; state < mdp.states; state++) {
    if (leading[state] === 1) continue;
    const members = classFrom(mdp, policy, predecessors, state);
    leadingTo(mdp, predecessors, members[0]!).forEach((leads, node) => (leading[node]! |= leads));
    classes.push(members.filter((node) => node < mdp.states));
  }
  return classes;
}

/** A recurrent class that the state leads to: where something it leads to does not lead back, go on from there. */
function classFrom(mdp: Mdp, policy: Int32Array, predecessors: Predecessors, state: number): number[] {
  for (let from = state; ;) {
    const reached = reachable(mdp, policy, from);
    const back = leadingTo(mdp, predecessors, from);
    const beyond = reached.find((node) => back[node] === 0);
    if (beyond === undefined) return reached;
    from = beyond;
  }
}

/** The nodes that a node leads to under a policy, itself first. */
function reachable(mdp: Mdp, policy: Int32Array, from: number): number[] {
  const { states, actions, offsets, successors, start } = mdp;
  const known = new Uint8Array(states + 1);
  const found = [from];
  known[from] = 1;
  const reach = (node: number) => {
    if (known[node] === 0) found.push(node);
    known[node] = 1;
  };
  for (let i = 0; i < found.length; i++) {
    if (found[i] === states) {
      for (let s = 0; s < states; s++) if (start[s]! > 0) reach(s);
      continue;
    }
    const row = found[i]! * actions + policy[found[i]!]!;
    for (let k = offsets[row]!; k < offsets[row + 1]!; k++) reach(successors[k]!);
  }
  return found;
}

/** 1 for the nodes that lead to a node, itself among them. */
function leadingTo({ states, actions }: Mdp, predecessors: Predecessors, to: number): Uint8Array {
  const leads = new Uint8Array(states + 1);
  const found = [to];
  leads[to] = 1;
  for (let i = 0; i < found.length; i++) {
    for (const row of predecessors.into(found[i]!)) {
      const node = Math.floor(row / actions);
      if (leads[node] === 1) continue;
      leads[node] = 1;
      found.push(node);
    }
  }
  return leads;
}
