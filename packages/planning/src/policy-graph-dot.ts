import type { ModelLabels } from '@pomdp-gym/contracts';
import type { PolicyGraph } from './policy-graph.js';

/** A policy graph in the language of Graphviz: nodes named by their action, edges by the observations that take them. */
export function policyGraphDot({ nodes, start }: PolicyGraph, labels: ModelLabels = {}): string {
  const action = (u: number) => labels.actions?.[u] ?? `action ${u}`;
  const observation = (y: number) => labels.observations?.[y] ?? `observation ${y}`;
  const lines = nodes.flatMap(({ action: u, next }, n) => [
    `  n${n} [label=${quoted(action(u))}];`,
    ...edges(next, observation).map(([to, seen]) => `  n${n} -> n${to} [label=${quoted(seen)}];`),
  ]);
  const begins = [...start].flatMap(([y, n]) => [
    `  start${y} [shape=point];`,
    `  start${y} -> n${n}${start.size > 1 ? ` [label=${quoted(observation(y))}]` : ''};`,
  ]);
  return ['digraph policy {', '  node [shape=box, style=rounded];', ...begins, ...lines, '}', ''].join('\n');
}

/** The targets of a node, each with the observations that lead to it. */
function edges(next: Int32Array, observation: (y: number) => string): [to: number, seen: string][] {
  const byTarget = new Map<number, string[]>();
  next.forEach((to, y) => {
    if (to >= 0) byTarget.set(to, [...(byTarget.get(to) ?? []), observation(y)]);
  });
  const possible = next.filter((to) => to >= 0).length;
  return [...byTarget].map(([to, seen]) => [to, seen.length === possible ? 'any' : seen.join(', ')]);
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
