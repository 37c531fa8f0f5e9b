import { textWidth } from './text-width.js';
import { wrappedText } from './wrapped-text.js';

/** The page that a figure is drawn for: it is shown there as it is drawn, not scaled down. */
export interface PageWidth {
  /** Of the whole figure, in pixels. */
  readonly total: number;
  /** Panels side by side at most, where a chart asks for several. */
  readonly columns: number;
  readonly legend: 'right' | 'bottom';
  /** About how many numbers label an axis across. */
  readonly ticks: number;
}

export const WIDE: PageWidth = { total: 700, columns: Infinity, legend: 'right', ticks: 8 };

/** A page of 400 pixels, less its margins. */
export const NARROW: PageWidth = { total: 360, columns: 1, legend: 'bottom', ticks: 4 };

/** What a vertical axis of numbers takes beside its panel. */
const AXIS = 82;

/** The width of a panel that is `asked` pixels wide where there is room. */
export function panelWidth({ total }: PageWidth, asked: number, beside = AXIS): number {
  return Math.min(asked, total - beside);
}

/** A title in as many lines as the page needs. */
export function titleLines(page: PageWidth, title: string, subtitle: string | readonly string[] = []) {
  const lines = [subtitle].flat().flatMap((line: string) => wrappedText(line, 11, page.total));
  return {
    text: wrappedText(title, 14 * BOLD, page.total),
    ...(lines.length > 0 && { subtitle: lines }),
  };
}

/** How much wider bold letters are. */
const BOLD = 1.12;

/** Where the legend stands. Below a panel its entries stand one below the other: names of agents are long. */
export function legendPlace({ legend, total }: PageWidth) {
  return legend === 'right'
    ? { orient: legend }
    : { orient: legend, direction: 'vertical' as const, columns: 1, labelLimit: total - 110 };
}

/** The width of the widest of some lines of text. */
export function widest(lines: readonly string[], fontSize: number): number {
  return Math.max(0, ...lines.map((line) => textWidth(line, fontSize)));
}
