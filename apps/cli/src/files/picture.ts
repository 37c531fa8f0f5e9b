import { InputError } from '@pomdp-gym/contracts';

/** A person cannot read a picture of more nodes than this; Graphviz takes a second for so many. */
export const MOST_DRAWN = 40;

/** Throws an InputError, with what to do instead, where a controller has more nodes than a picture can show. */
export function requireReadable({ nodes }: { readonly nodes: number }): void {
  if (nodes <= MOST_DRAWN) return;
  throw new InputError(
    `The controller has ${nodes} nodes, and nobody can read a picture of more than ${MOST_DRAWN}: write it as text (.txt) or for Graphviz (.dot).`,
  );
}

/** A graph in the language of Graphviz as SVG. Graphviz is loaded only here: it is large. */
export async function picture(source: string): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return viz.renderString(source, { format: 'svg' });
}
