import type { Datum, Figure } from './figure.js';
import { renderPng, renderSvg } from './render.js';

/** What is written beside one another for a figure: the picture twice, what it was drawn from, and the numbers. */
export async function figureFiles(figure: Figure): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const svg = await renderSvg(figure);
  return new Map<string, string | Uint8Array>([
    [`${figure.name}.svg`, svg],
    [`${figure.name}.png`, renderPng(svg)],
    [`${figure.name}.vl.json`, JSON.stringify(figure.specification, null, 2) + '\n'],
    [`${figure.name}.csv`, toCsv(figure.data)],
  ]);
}

/** Records as comma-separated values, one column for every key that any record has. */
export function toCsv(data: readonly Datum[]): string {
  const columns = [...new Set(data.flatMap((datum) => Object.keys(datum)))];
  const lines = data.map((datum) => columns.map((column) => csvField(datum[column] ?? null)).join(','));
  return [columns.map(csvField).join(','), ...lines].join('\n') + '\n';
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
