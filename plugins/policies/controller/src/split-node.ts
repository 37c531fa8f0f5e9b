import type { Random } from '@pomdp-gym/contracts';
import { ControllerRows } from './controller-rows.js';
import type { ControllerStructure } from './controller-structure.js';

/**
 * The structure and parameters of a controller in which one node is split: node M is a copy of it. The logarithm of two is
 * taken off each parameter of a move into either half, so that the two share what led to the one. Then the parameters of
 * the rows of the halves are moved by ε either way, ε uniform on [−noise, noise].
 */
export function splitNode(
  rows: ControllerRows,
  node: number,
  random: Random,
  noise: number,
): { structure: ControllerStructure; parameters: Float64Array } {
  const copy = rows.nodes;
  const structure = grownStructure(rows.structure, node);
  const grown = new ControllerRows(structure);
  const origin = (each: number) => (each === copy ? node : each);
  const halved = (next: number) => (origin(next) === node ? Math.LN2 : 0);
  eachParameter(grown, (at, { acting, observation, action, next }) => {
    const from =
      next === undefined
        ? rows.offsets[rows.choiceRow(origin(acting), origin(acting), observation)]! + action
        : rows.offsets[rows.moveRow(origin(acting), observation, action)]! +
          rows.place(origin(acting), origin(next));
    grown.parameters[at] = rows.parameters[from]! - (next === undefined ? 0 : halved(next));
  });
  moveApart(grown, node, random, noise);
  return { structure, parameters: grown.parameters };
}

function grownStructure(structure: ControllerStructure, node: number): ControllerStructure {
  const copy = structure.successors.length;
  const grown = structure.successors.map((after) => (after.includes(node) ? [...after, copy] : after));
  return { ...structure, successors: [...grown, grown[node]!] };
}

/** What a parameter is for: an action of the node, or a move from it to the next one. */
interface Meaning {
  readonly acting: number;
  readonly observation: number;
  readonly action: number;
  readonly next?: number;
}

/** Visits each parameter once. */
function eachParameter(rows: ControllerRows, visit: (at: number, meaning: Meaning) => void): void {
  for (let acting = 0; acting < rows.nodes; acting++) eachOfNode(rows, acting, visit);
}

function eachOfNode(
  rows: ControllerRows,
  acting: number,
  visit: (at: number, meaning: Meaning) => void,
): void {
  const { observations, actions, action: order, successors } = rows.structure;
  for (let observation = 0; observation < observations; observation++) {
    for (let action = 0; action < actions; action++) {
      visit(rows.offsets[rows.choiceRow(acting, acting, observation)]! + action, {
        acting,
        observation,
        action,
      });
      // A move that comes first is the same for every action.
      if (order === 'after' && action > 0) continue;
      for (const next of successors[acting]!) {
        const at = rows.offsets[rows.moveRow(acting, observation, action)]! + rows.place(acting, next);
        visit(at, { acting, observation, action, next });
      }
    }
  }
}

/** Both halves have the same successors, so that their parameters come in the same order. */
function moveApart(rows: ControllerRows, node: number, random: Random, noise: number): void {
  const places = (half: number) => {
    const found: number[] = [];
    eachOfNode(rows, half, (at) => found.push(at));
    return found;
  };
  const copies = places(rows.nodes - 1);
  places(node).forEach((at, i) => {
    const shift = noise * (2 * random.uniform() - 1);
    rows.parameters[at]! += shift;
    rows.parameters[copies[i]!]! -= shift;
  });
}
