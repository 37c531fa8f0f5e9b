import { type FiniteModel, InputError, type Policy } from '@pomdp-gym/contracts';
import { isAlphaVectorPolicy, policyGraph } from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import { smallGraph } from './small-graph.js';

/** The most nodes of the graph that is cut down. */
const MOST_NODES = 2000;

/** The policy graph of SARSOP after so many backups, cut down to so many nodes, as text. */
export async function warmGraph(
  model: FiniteModel & { readonly discount: number },
  { work, nodes }: { readonly work: number; readonly nodes: number },
  registry: Registry,
): Promise<string> {
  const policy = await solved(model, work, registry);
  const graph = isAlphaVectorPolicy(policy) ? policyGraph(policy, MOST_NODES) : undefined;
  if (!graph) throw new InputError(`The policy of the solver has no graph of at most ${MOST_NODES} nodes.`);
  return smallGraph(graph, model, nodes);
}

async function solved(model: FiniteModel, work: number, registry: Registry): Promise<Policy> {
  const stop = new AbortController();
  const search = registry.create('solver', { id: 'sarsop', options: {} }).solve(model, stop.signal);
  for (;;) {
    const report = await search.next();
    if (report.done === true) return report.value;
    if ((report.value.work ?? 0) >= work) stop.abort();
  }
}
