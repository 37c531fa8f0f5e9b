import { InvalidArgumentError } from 'commander';

/** Reads a part of all: `5%` or `0.05`. */
export function partOfAll(text: string): number {
  const [, digits = '', percent] = /^\s*([\d.]+)\s*(%?)\s*$/.exec(text) ?? [];
  const part = digits === '' ? NaN : Number(digits) / (percent ? 100 : 1);
  if (part > 0 && part <= 1) return part;
  throw new InvalidArgumentError('It must be a part of all, such as 5% or 0.05.');
}
