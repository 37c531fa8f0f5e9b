import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type FiniteModel, InputError } from '@pomdp-gym/contracts';
import type { Figure } from '@pomdp-gym/figures';

const endings = ['.svg', '.png', '.json'];

/** Throws an InputError where the ending of a file names no format that a figure can be written in. */
export function requireFigureFormat(path: string): void {
  if (endings.includes(extname(path).toLowerCase())) return;
  throw new InputError(
    `A figure cannot be written to ${path}: end the name in .svg, .png or .json (Vega-Lite, to restyle it).`,
  );
}

/** Throws an InputError where beliefs have too many dimensions for a picture, or too few. */
export function requireDrawable({ states }: FiniteModel, name: string): void {
  if (states === 2 || states === 3) return;
  throw new InputError(
    `A value function can be drawn over two or three states; ${name} has ${states}. Its policy graph can be written: --output NAME.svg.`,
  );
}

/** Writes a figure in the format that the ending of the file names. Drawing is loaded only here: it is large. */
export async function writeFigure(path: string, figure: Figure): Promise<void> {
  const content = await contentOf(extname(path).toLowerCase(), figure);
  try {
    writeFileSync(path, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`The figure cannot be written: ${reason}.`, { cause: error });
  }
}

async function contentOf(ending: string, figure: Figure): Promise<string | Uint8Array> {
  if (ending === '.json') return `${JSON.stringify(figure.specification, null, 2)}\n`;
  const { renderPng, renderSvg } = await import('@pomdp-gym/figures');
  const svg = await renderSvg(figure);
  return ending === '.png' ? renderPng(svg) : svg;
}
