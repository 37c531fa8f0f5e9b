import { extname } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { type Figure, renderSvg } from '@pomdp-gym/figures';
import { requireWritable } from './writable-path.js';
import { writeSafely } from './write-safely.js';

const endings = ['.svg', '.png', '.json'];

/** Throws an InputError where no figure can be written there, or its ending names no format of figures. */
export function requireFigurePath(path: string): void {
  if (endings.includes(extname(path).toLowerCase())) return requireWritable(path);
  throw new InputError(
    `A figure cannot be written to ${path}: end the name in .svg, .png or .json (Vega-Lite, to restyle it).`,
  );
}

/** Writes a figure in the format that the ending of the file names. What draws PNG is loaded only here: it is large. */
export async function writeFigure(path: string, figure: Figure): Promise<void> {
  await writeSafely(path, [await contentOf(extname(path).toLowerCase(), figure)]);
}

async function contentOf(ending: string, figure: Figure): Promise<string | Uint8Array> {
  if (ending === '.json') return `${JSON.stringify(figure.specification, null, 2)}\n`;
  const svg = await renderSvg(figure);
  if (ending !== '.png') return svg;
  const { renderPng } = await import('@pomdp-gym/figures/node');
  return renderPng(svg);
}
