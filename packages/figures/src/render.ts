import { plainText, shortened } from '@pomdp-gym/contracts';
import type { TopLevelSpec } from 'vega-lite';
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
  const view = new View(parse(compile(shown(figure.specification)).spec), {
    renderer: 'none',
    logLevel: Warn,
  });
  try {
    await view.runAsync();
    // Vega counts the ids it gives out over the whole process; from one again, equal figures are equal bytes.
    resetSVGDefIds();
    return withIdsOf(figure.name, await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** The most characters of one text in a picture. */
const LONGEST = 1000;

/** A specification with every text in it as XML can hold it, and no longer than a picture can. */
function shown(specification: TopLevelSpec): TopLevelSpec {
  return JSON.parse(
    JSON.stringify(specification, (_key, value: unknown) =>
      typeof value === 'string' ? drawable(value) : value,
    ),
  ) as TopLevelSpec;
}

/** Vega keeps what it groups by in plain objects, where `toString` is there before any group: a blank makes it another name. */
function drawable(text: string): string {
  return text in Object.prototype ? `${text} ` : plainText(shortened(text, LONGEST));
}

/** An SVG whose ids begin with a name, so that several can stand on one page: there a reference means the first that has its id. */
function withIdsOf(name: string, svg: string): string {
  const prefix = name.replace(/[^\w-]/g, '_');
  return svg.replace(/<[^>]+>/g, (tag) => tag.replace(/ id="|url\(#|href="#/g, `$&${prefix}-`));
}
