import type { Datum } from './figure.js';

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
