/** A graph in the language of Graphviz as SVG. Graphviz is loaded only here: it is large. */
export async function picture(source: string): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return viz.renderString(source, { format: 'svg' });
}
