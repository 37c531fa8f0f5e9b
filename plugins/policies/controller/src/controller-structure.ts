import type { Random } from '@pomdp-gym/contracts';

/** Which parameters a controller has. */
export interface ControllerStructure {
  readonly observations: number;
  readonly actions: number;
  /** Whether it acts before it moves, ψ(u | m, y) ν(m' | m, y, u), or after, ω(m' | m, y) μ(u | m', y). */
  readonly action: 'before' | 'after';
  /** For each node the nodes that may follow it, ascending. */
  readonly successors: readonly (readonly number[])[];
}

/** Each node may follow each. */
export function denseSuccessors(nodes: number): number[][] {
  return Array.from({ length: nodes }, () => Array.from({ length: nodes }, (_, node) => node));
}

/**
 * For each node the `count` nodes that may follow it, itself perhaps among them: those given, and others drawn without
 * replacement. With few successors, nodes differ from the start, and gradients do not vanish as they do where all nodes are
 * alike (Aberdeen, Policy-Gradient Algorithms for Partially Observable Markov Decision Processes, 2003, sparse controllers).
 */
export function sparseSuccessors(
  nodes: number,
  count: number,
  random: Random,
  given: (node: number) => Iterable<number> = () => [],
): number[][] {
  return Array.from({ length: nodes }, (_, node) => {
    const chosen = new Set(given(node));
    const others = Array.from({ length: nodes }, (_, other) => other).filter((other) => !chosen.has(other));
    while (chosen.size < count && others.length > 0) {
      const [drawn] = others.splice(Math.floor(random.uniform() * others.length), 1);
      chosen.add(drawn!);
    }
    return [...chosen].sort((a, b) => a - b);
  });
}
