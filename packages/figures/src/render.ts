import { createRequire } from 'node:module';
import { plainText, shortened } from '@pomdp-gym/contracts';
import { Resvg } from '@resvg/resvg-js';
import { parse, resetSVGDefIds, View, Warn } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure.js';
import { measureText } from './text-width.js';
import { FONT } from './theme.js';

/** Pixels of a PNG for one of the figure. */
const PNG_SCALE = 2;

/** The figure as SVG text, every id in it beginning with the figure's name. The same figure gives the same bytes. */
export async function renderSvg(figure: Figure): Promise<string> {
  measureText();
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

/** The figure as a PNG, set in the font that comes with this package. */
export function renderPng(svg: string): Uint8Array {
  const font = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
  const bold = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');
  const resvg = new Resvg(svg, {
    background: 'white',
    fitTo: { mode: 'zoom', value: PNG_SCALE },
    font: { fontFiles: [font, bold], loadSystemFonts: false, defaultFontFamily: FONT },
  });
  return resvg.render().asPng();
}
