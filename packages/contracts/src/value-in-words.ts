import { plainText } from './plain-text.js';

/** The most characters that a sentence quotes of a value. */
const QUOTED = 60;

/** A value of any type as a sentence quotes it, in at most 60 characters: for messages about what a plugin returns. */
export function valueInWords(value: unknown): string {
  const text = plainText(textOf(value));
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
}

function textOf(value: unknown): string {
  if (isPromise(value)) return 'a promise';
  if (typeof value === 'function') return isClass(value) ? `the class ${value.name}` : 'a function';
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`;
  return typeof value === 'object' && value !== null ? objectText(value) : String(value);
}

/** Whether it can be awaited. A promise that is refused later ends the process where nobody awaits it, so this does. */
export function isPromise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('then' in value)) return false;
  if (value instanceof Promise) value.catch(() => undefined);
  return typeof value.then === 'function';
}

/** Whether a function is written as a class, which is called with `new` only. */
export function isClass(value: unknown): boolean {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

function objectText(value: object): string {
  try {
    return JSON.stringify(value, (_key, part: unknown) => plainPart(part));
  } catch {
    return 'an object';
  }
}

function plainPart(part: unknown): unknown {
  if (ArrayBuffer.isView(part)) return Object.values(part).slice(0, QUOTED).map(plainPart);
  return typeof part === 'number' && !Number.isFinite(part) ? String(part) : part;
}
