import type { Figure } from '../figure.js';
import { renderSvg } from '../render.js';
import { toCsv } from '../to-csv.js';
import { renderPng } from './render-png.js';

/** What is written beside one another for a figure: the picture twice, what it was drawn from, and the numbers. */
export async function figureFiles(figure: Figure): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const svg = await renderSvg(figure);
  return new Map<string, string | Uint8Array>([
    [`${figure.name}.svg`, svg],
    [`${figure.name}.png`, await renderPng(svg)],
    [`${figure.name}.vl.json`, JSON.stringify(figure.specification, null, 2) + '\n'],
    [`${figure.name}.csv`, toCsv(figure.data)],
  ]);
}
