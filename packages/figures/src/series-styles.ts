import { COLOURS, DASHES, REFERENCES, SHAPES } from './theme.js';

/** How each name is drawn: one entry of each list a name, in the order of `domain`. */
export interface SeriesStyles {
  readonly domain: string[];
  readonly colours: string[];
  readonly dashes: number[][];
  readonly shapes: string[];
}

/**
 * Styles of curves by their places, and of lines across by theirs: so the optimum looks the same in every chart, however
 * many curves there are.
 *
 * @param curves names, in the order of the legend.
 * @param order names that have the first places, whether or not they are among the curves.
 */
export function seriesStyles(
  curves: readonly string[],
  references: readonly string[],
  order: readonly string[] = [],
): SeriesStyles {
  const places = [...new Set([...order, ...curves])];
  const pick = <T>(range: readonly T[]) => curves.map((name) => range[places.indexOf(name) % range.length]!);
  const across = references.map((_, i) => REFERENCES[i % REFERENCES.length]!);
  return {
    domain: [...curves, ...references],
    colours: [...pick(COLOURS), ...across.map(({ colour }) => colour)],
    dashes: [...pick(DASHES), ...across.map(({ dash }) => dash)].map((dash) => [...dash]),
    shapes: [...pick(SHAPES), ...references.map(() => SHAPES[0])],
  };
}
