import { readFileSync } from 'node:fs';
import { legendText, ROW } from './legend-text.js';

/** The sheets of the page that style its drawings. */
const SHEETS = ['styles', 'world', 'run-views', 'controller'];

const STYLE = SHEETS.map((name) =>
  readFileSync(new URL(`../../src/page/${name}.css`, import.meta.url), 'utf8'),
).join('');

/** Units around a drawing. */
const MARGIN = 8;

/** The least width of a file, in pixels. */
const LEAST = 480;

/**
 * The figure in a frame of the page as the text of an SVG file, with its legend beneath. It has the colours of the page, light or dark,
 * and a ground of the same scheme; its `title` says in words what is drawn, and its `desc` is the caption.
 */
export function pictureText(frame: Element, caption: string): string {
  const { label, width, height, content } = drawingOf(frame);
  const keys = keysOf(frame);
  const legend = keys.length > 0 ? ROW * keys.length + MARGIN : 0;
  const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN + legend];
  const scale = Math.max(1, LEAST / w);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w * scale}" height="${h * scale}" viewBox="0 0 ${w} ${h}">`,
    `<title>${escaped(label)}</title><desc>${escaped(caption)}</desc>`,
    `<style>${escaped(STYLE)}</style>`,
    `<rect class="ground" width="${w}" height="${h}" style="fill: var(--panel)"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">${content}`,
    `<g transform="translate(0 ${height + MARGIN})">${keys.map(legendText).join('')}</g></g></svg>`,
  ].join('');
}

interface Drawing {
  /** What is drawn, in words. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** What an SVG element holds. */
  readonly content: string;
}

function drawingOf(frame: Element): Drawing {
  const image = frame.querySelector('img');
  return image ? drawingOfImage(image) : drawingOfSvg(frame);
}

/** The picture of a world, which is an image in the page too, so that its styles are its own. */
function drawingOfImage(image: Element): Drawing {
  const source = image.getAttribute('src') ?? '';
  const size = sizeIn(decodeURIComponent(source));
  const { width, height } = size;
  return {
    ...{ label: image.getAttribute('alt') ?? '', ...size },
    content: `<image width="${width}" height="${height}" href="${escaped(source)}"/>`,
  };
}

function drawingOfSvg(frame: Element): Drawing {
  const drawing = frame.querySelector('svg');
  if (!drawing) throw new Error('The frame of this figure holds no drawing.');
  return { label: labelOf(drawing), ...sizeIn(drawing.outerHTML), content: drawing.innerHTML };
}

/** The size in the view box of the first SVG element of a text. */
function sizeIn(text: string): Pick<Drawing, 'width' | 'height'> {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(text) ?? [];
  if (width === undefined) throw new Error('This drawing has no view box that begins at 0 0.');
  return { width: Number(width), height: Number(height) };
}

/** The label of a drawing; of a group of drawings, whose label says how to move in it, the titles of its parts. */
function labelOf(drawing: Element): string {
  if (drawing.getAttribute('role') !== 'group') return drawing.getAttribute('aria-label') ?? '';
  return [...drawing.querySelectorAll('title')].map(({ textContent }) => textContent).join(', ');
}

const KEY = '.key, .colour-key, .heat-key';

/** The keys of the legend of a figure, in its frame or beside it. */
function keysOf(frame: Element): readonly Element[] {
  const own = [...frame.querySelectorAll(KEY)];
  return own.length > 0 ? own : [...(frame.parentElement?.querySelectorAll(KEY) ?? [])];
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
