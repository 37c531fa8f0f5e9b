import type { Action, Space } from '@pomdp-gym/contracts';

/** What a line of input asks for: an action, or a sentence on why it is invalid. */
export type ReadAction = { readonly action: Action } | { readonly problem: string };

/** Reads an action by name, by the beginning of one name, or by number; of a box, as numbers with commas between them. */
export function readAction(text: string, space: Space): ReadAction {
  return space.kind === 'discrete' ? readChoice(text, space.size, space.labels) : readPoint(text, space);
}

function readChoice(text: string, size: number, labels: readonly string[] = []): ReadAction {
  const named = labels.findIndex((label) => label.toLowerCase() === text.toLowerCase());
  if (named >= 0) return { action: named };
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number < size) return { action: number };
  const begun = [...labels.keys()].filter((at) => labels[at]?.toLowerCase().startsWith(text.toLowerCase()));
  if (begun.length === 1) return { action: begun[0] ?? 0 };
  if (begun.length > 1) {
    return { problem: `${text} may be ${begun.map((at) => labels[at]).join(' or ')}: write more of it.` };
  }
  const range = `a number from 0 to ${size - 1}`;
  const known = labels.length > 0 ? `${labels.join(', ')}, or ${range}` : range;
  return { problem: `There is no action ${text}. It is ${known}.` };
}

function readPoint(
  text: string,
  { low, high }: { low: readonly number[]; high: readonly number[] },
): ReadAction {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const inside =
    numbers.length === low.length &&
    numbers.every((number, i) => number >= (low[i] ?? NaN) && number <= (high[i] ?? NaN));
  if (inside) return { action: Float64Array.from(numbers) };
  const ranges = low.map((least, i) => `${least} to ${high[i]}`).join(', then ');
  return { problem: `An action here is ${low.length} numbers with commas between them: ${ranges}.` };
}
