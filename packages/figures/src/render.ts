import { plainText, shortened } from '@pomdp-gym/contracts';
import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure.js';
import { measureText } from './text-width.js';

/** What was drawn before, or is being drawn: a report shows in its page what stands in its files too. */
const drawn = new WeakMap<Figure, Promise<string>>();
/** Ends with the drawing that was asked for last. */
let last: Promise<unknown> = Promise.resolve();

/**
 * The figure as SVG text, every id in it beginning with the figure's name. The same figure gives the same bytes. Figures are drawn one
 * after the other, in the order in which they are asked for, and each once.
 */
export function renderSvg(figure: Figure): Promise<string> {
  const known = drawn.get(figure);
  if (known) return known;
  const svg = last.then(() => draw(figure));
  last = svg.catch(() => undefined);
  drawn.set(figure, svg);
  return svg;
}

/** Vega is loaded here: it is large, and most who describe figures draw none. */
async function draw(figure: Figure): Promise<string> {
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
