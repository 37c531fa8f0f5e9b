import type { Figure } from './figure.js';
import { measureText } from './text-width.js';

/**
 * The figure as SVG text, every id in it beginning with the figure's name. The same figure gives the same bytes. Vega
 * is loaded here: it is large, and most who describe figures draw none.
 */
export async function renderSvg(figure: Figure): Promise<string> {
  const [{ parse, resetSVGDefIds, textMetrics, View, Warn }, { compile }] = await Promise.all([
    import('vega'),
    import('vega-lite'),
  ]);
  measureText(textMetrics);
  const view = new View(parse(compile(figure.specification).spec), { renderer: 'none', logLevel: Warn });
  try {
    await view.runAsync();
    // Vega counts the ids it gives out over the whole process; from one again, equal figures are equal bytes.
    resetSVGDefIds();
    return withIdsOf(figure.name, await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** An SVG whose ids begin with a name, so that several can stand on one page: there a reference means the first that has its id. */
function withIdsOf(name: string, svg: string): string {
  const prefix = name.replace(/[^\w-]/g, '_');
  return svg.replace(/<[^>]+>/g, (tag) => tag.replace(/ id="|url\(#|href="#/g, `$&${prefix}-`));
}
