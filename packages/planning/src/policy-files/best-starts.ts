import type { PlanningModel, PlanningRoot } from '../planning-model.js';
import type { PolicyNode } from '../policy-graph.js';
import { policyGraphValues } from '../policy-graph-value.js';
import { BlockAssignment } from './block-assignment.js';
import type { GraphFileReader, GraphLine } from './graph-file-reader.js';

/** Of nodes whose values differ by less than this part, which is how exactly values are iterated, the first is taken. */
const ALIKE = 1e-6;

/**
 * The line of a `.pg` file that is worth most at each of some start beliefs, by first observation; none for a belief from
 * which no line leads on to the end.
 */
export function bestStarts(
  model: PlanningModel,
  lines: readonly GraphLine[],
  reader: GraphFileReader,
  roots: readonly PlanningRoot[],
): Map<number, number> {
  if (roots.length === 0 || lines.length === 0) return new Map();
  const assignment = new BlockAssignment(model, lines, reader);
  const blocks = new Set(roots.map(({ states }) => model.blockOf[states[0]!]!));
  const nodes = assignment.assignAll(blocks);
  const broken = brokenNodes(nodes, (node) => assignment.isIncomplete(node));
  const values = valuesOf(model, nodes, broken);
  const best = new Map<number, number>();
  for (const root of roots) {
    const block = model.blockOf[root.states[0]!]!;
    let most = -Infinity;
    lines.forEach((_, line) => {
      const value = valueAt(model, root, values.get(assignment.place(line, block)));
      if (most === -Infinity ? value === -Infinity : value <= most + ALIKE * Math.abs(most)) return;
      most = value;
      best.set(root.observation, line);
    });
  }
  return best;
}

/** The nodes that lead to an incomplete one, 1 each. */
function brokenNodes(nodes: readonly PolicyNode[], isIncomplete: (node: number) => boolean): Uint8Array {
  const broken = Uint8Array.from(nodes, (_, node) => Number(isIncomplete(node)));
  const before = nodes.map((): number[] => []);
  nodes.forEach(({ next }, node) => {
    for (const to of next) if (to >= 0) before[to]!.push(node);
  });
  const found = [...broken.keys()].filter((node) => broken[node] === 1);
  for (let node = found.pop(); node !== undefined; node = found.pop()) {
    for (const from of before[node]!) {
      if (broken[from] === 0) found.push(from);
      broken[from] = 1;
    }
  }
  return broken;
}

/** The values of the nodes that are not broken. */
function valuesOf(
  model: PlanningModel,
  nodes: readonly PolicyNode[],
  broken: Uint8Array,
): Map<number, Float64Array> {
  const whole = [...broken.keys()].filter((node) => broken[node] === 0);
  const numberOf = new Map(whole.map((node, number) => [node, number]));
  const kept = whole.map((node): PolicyNode => {
    const { next, ...rest } = nodes[node]!;
    return { ...rest, next: next.map((to) => numberOf.get(to) ?? -1) };
  });
  const steps = policyGraphValues(model, { nodes: kept, start: new Map() });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return new Map(whole.map((node, number) => [node, value[number]!]));
  }
}

function valueAt(model: PlanningModel, { states, values }: PlanningRoot, node?: Float64Array): number {
  if (!node) return -Infinity;
  const begin = model.blockStart[model.blockOf[states[0]!]!]!;
  return values.reduce((sum, probability, i) => sum + probability * node[states[i]! - begin]!, 0);
}
