import { valueOf } from './decision-diagram.js';
import { readDiagram } from './diagram-reader.js';
import { Domain } from './domain.js';
import { ALL, EACH, readInstance, runningDomain } from './pattern.js';
import type { Scope } from './scope.js';
import type { Slot } from './variables.js';
import { childrenOf, tokensOf, type XmlElement } from './xml-tree.js';

/** Joint values are distinguished by numbers, which are exact up to here. */
const EXACT = Number.MAX_SAFE_INTEGER;

/** One addend of the reward: a function of some variables. */
export interface RewardTerm {
  /** The value for an assignment of all slots. */
  valueOf(assignment: Int32Array): number;
}

/** A reward given as a table, kept as its entries with their wildcards. */
class RewardTable implements RewardTerm {
  readonly domain: Domain;
  /** For each set of variables that entries name (as bits): their last entry by the joint value of those. */
  private readonly shapes = new Map<
    string,
    { places: number[]; last: Map<number, { at: number; value: number }> }
  >();
  private entries = 0;

  constructor(slots: readonly Slot[]) {
    this.domain = new Domain(slots);
  }

  /** Sets the value wherever the slots have the values of the pattern; below zero stands for any. */
  set(pattern: Int32Array, value: number): void {
    const places = [...pattern.keys()].filter((place) => pattern[place]! >= 0);
    const key = places.join(' ');
    let shape = this.shapes.get(key);
    if (!shape) this.shapes.set(key, (shape = { places, last: new Map() }));
    const code = places.reduce((sum, place) => sum + pattern[place]! * this.domain.stride(place), 0);
    shape.last.set(code, { at: this.entries++, value });
  }

  /** What the last entry that fits says, 0 where none does. */
  valueOf(assignment: Int32Array): number {
    const { slots } = this.domain;
    let latest = -1;
    let found = 0;
    for (const { places, last } of this.shapes.values()) {
      let code = 0;
      for (const place of places) code += assignment[slots[place]!.index]! * this.domain.stride(place);
      const entry = last.get(code);
      if (entry && entry.at > latest) {
        latest = entry.at;
        found = entry.value;
      }
    }
    return found;
  }
}

/** Reads a `<Func>`; undefined, with complaints, where it is no reward function. */
export function readRewardTerm(element: XmlElement, scope: Scope): RewardTerm | undefined {
  const names = scope.words(element, 'Var');
  const parents = scope.words(element, 'Parent');
  const [parameter] = childrenOf(element, 'Parameter');
  if (!parameter) scope.error('missing', element, '<Func> needs <Parameter> inside.');
  if (!names || !parents || !parameter) return undefined;
  for (const name of names) {
    if (scope.variables.rewards.has(name.text)) continue;
    scope.error('unknown-name', name, `There is no reward variable \`${name.text}\`.`);
  }
  const given = parents.filter(({ text }) => text !== 'null');
  const slots = scope.slots(given, ['action', 'previous', 'current', 'observation']);
  if (!slots) return undefined;
  return parameter.attributes.type === 'DD'
    ? rewardOfDiagram(parameter, slots, scope)
    : rewardOfTable(element, parameter, slots, scope);
}

/** The diagram stays as it is: its paths may be far more than it has parts. */
function rewardOfDiagram(
  parameter: XmlElement,
  slots: readonly Slot[],
  scope: Scope,
): RewardTerm | undefined {
  const diagram = readDiagram(parameter, slots, scope);
  return diagram && { valueOf: (assignment) => valueOf(diagram, slots, assignment) };
}

function rewardOfTable(
  element: XmlElement,
  parameter: XmlElement,
  slots: readonly Slot[],
  scope: Scope,
): RewardTerm | undefined {
  const term = new RewardTable(slots);
  if (term.domain.size > EXACT) {
    const message = 'The parents of this reward have more joint values than can be distinguished.';
    scope.error('too-large', element, message);
    return undefined;
  }
  for (const entry of childrenOf(parameter, 'Entry')) readEntry(entry, term, scope);
  return term;
}

function readEntry(entry: XmlElement, term: RewardTable, scope: Scope): void {
  const { slots } = term.domain;
  const instance = scope.words(entry, 'Instance');
  const [table] = childrenOf(entry, 'ValueTable');
  if (!table) scope.error('missing', entry, '<Entry> needs <ValueTable> inside.');
  const pattern = instance && readInstance(instance, slots, scope);
  if (!pattern || !table) return;
  const running = runningDomain(pattern, slots);
  const tokens = tokensOf(table, scope.source);
  if (tokens.length !== running.size) {
    const message = `This table takes as many numbers as its \`-\` stand for: ${running.size}, not ${tokens.length}.`;
    scope.error('wrong-count', tokens[0] ?? table, message);
    return;
  }
  tokens.forEach((token, code) => {
    const value = scope.number(token);
    if (value !== undefined) term.set(patternAt(pattern, running, code), value);
  });
}

/** The pattern with its running values filled in. */
function patternAt(pattern: Int32Array, running: Domain, code: number): Int32Array {
  let at = 0;
  return pattern.map((value) => (value === EACH ? running.valueAt(code, at++) : value < 0 ? ALL : value));
}
