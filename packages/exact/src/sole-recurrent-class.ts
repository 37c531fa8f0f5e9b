import { InputError, type ModelLabels, type SparseRows } from '@pomdp-gym/contracts';
import { recurrentClasses } from '@pomdp-gym/numerics';
import type { JointChain } from './joint-chain.js';

/** The nodes of the chain's recurrent class. Throws an InputError that names the classes where there are several. */
export function soleRecurrentClass(rows: SparseRows, chain: JointChain, labels: ModelLabels): Int32Array {
  const classes = recurrentClasses(rows);
  if (classes.length === 1) return classes[0]!;
  const names = classes.slice(0, 4).map((nodes) => describe(nodes, chain, labels));
  const more = classes.length > names.length ? ` and ${classes.length - names.length} more` : '';
  throw new InputError(
    `Under this policy the chain has ${classes.length} recurrent classes, ${names.join(', ')}${more}: ` +
      'the long-run average depends on which of them is entered, so there is no one η. ' +
      'A policy that takes every action with positive probability, or a model that leads from one to the other, would have one.',
  );
}

const SHOWN = 5;

function describe(nodes: Int32Array, chain: JointChain, labels: ModelLabels): string {
  const names = new Set<string>();
  for (const x of nodes) {
    if (x === chain.size) continue;
    const state = chain.observed.states[chain.observedState[x]!]!;
    const memory = chain.controller.nodes > 1 ? ` with memory ${chain.memory[x]!}` : '';
    names.add((labels.states?.[state] ?? `state ${state}`) + memory);
  }
  const shown = [...names].slice(0, SHOWN).join(', ');
  return names.size > SHOWN ? `{${shown}, … (${names.size} in all)}` : `{${shown}}`;
}
