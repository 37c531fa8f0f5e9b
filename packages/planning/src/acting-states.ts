import type { FiniteModel } from '@pomdp-gym/contracts';

/** Where an agent can find itself with an action to choose; an episode may even begin in a terminal state. */
export function actingStates({ states, start, terminal, transitions }: FiniteModel): Int32Array {
  const found = Array.from(start.keys()).filter((state) => start[state]! > 0);
  const known = new Uint8Array(states);
  for (const state of found) known[state] = 1;
  for (let i = 0; i < found.length; i++) {
    for (const { offsets, indices, values } of transitions) {
      for (let k = offsets[found[i]!]!; k < offsets[found[i]! + 1]!; k++) {
        const next = indices[k]!;
        if (known[next] === 1 || terminal?.[next] === 1 || !(values[k]! > 0)) continue;
        known[next] = 1;
        found.push(next);
      }
    }
  }
  return Int32Array.from(found);
}
