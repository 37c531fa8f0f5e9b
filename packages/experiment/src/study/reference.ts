import { InputError } from '@pomdp-gym/contracts';
import type { Reference } from '@pomdp-gym/contracts';
import { parse } from 'yaml';
import { yamlDocument, yamlFault } from './yaml-document.js';

/**
 * Reads a reference written in one line: an id, and after a colon its options, `Tiger-v0:accuracy=.9,rewards=[1,-2]`.
 * Values are read as in YAML; one in parentheses is a recipe of its own, `restarts:optimizer=(conjpomdp:maxIterations=5)`. A colon that no option follows belongs to the id, which may be a path.
 */
export function parseReference(text: string): Reference {
  const [, id = text, options] = /^(.+?):([\w.-]+=.*)$/s.exec(text) ?? [];
  if (id.trim() === '')
    throw new InputError('An id is missing: write one such as Tiger-v0 or Tiger-v0:accuracy=.9.');
  if (/^[^/\\]+:\s*$/.test(text))
    throw new InputError(
      `Options are missing behind the colon. Write ${text.trim()}name=value, or leave the colon out.`,
    );
  return { id: id.trim(), options: options === undefined ? {} : parseOptions(options, text) };
}

function parseOptions(text: string, whole: string): Record<string, unknown> {
  const options = new Map<string, unknown>();
  for (const part of splitOutsideBrackets(text)) {
    const [, key, value = ''] = /^\s*([\w.-]+)\s*=(.*)$/s.exec(part) ?? [];
    if (key === undefined) {
      throw new InputError(
        `In ${whole}, "${part}" is no option: write name=value, with commas between them.`,
      );
    }
    if (options.has(key)) throw new InputError(`In ${whole}, the option ${key} is given twice.`);
    options.set(key, parseValue(value, key, whole));
  }
  return Object.fromEntries(options);
}

function parseValue(text: string, key: string, whole: string): unknown {
  const fault = depthOf(text) > DEEPEST ? 'its brackets nest too deep' : undefined;
  if (fault === undefined && isRecipeText(text)) return parseRecipeText(text);
  const read = fault === undefined ? readValue(text) : { fault };
  if (!('fault' in read)) return read.value;
  const why = read.fault === undefined ? '' : ` (${read.fault})`;
  throw new InputError(`In ${whole}, the value of ${key} cannot be read${why}: ${text.trim()}.`);
}

function readValue(text: string): { readonly value: unknown } | { readonly fault: string | undefined } {
  try {
    const document = yamlDocument(text);
    if (document.errors.length > 0) return { fault: undefined };
    const fault = yamlFault(document)?.phrase;
    return fault === undefined ? { value: document.toJS() as unknown } : { fault };
  } catch {
    return { fault: undefined };
  }
}

/** The most lists that an option nests in one another, or closes without having opened them. */
const DEEPEST = 64;

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if ('[{('.includes(character)) depth++;
    if (')}]'.includes(character)) depth--;
    deepest = Math.max(deepest, Math.abs(depth));
  }
  return deepest;
}

/** Whether an option is written as a recipe in parentheses: `(conjpomdp:maxIterations=5)`. */
export function isRecipeText(text: string): boolean {
  return /^\s*\(.*\)\s*$/s.test(text);
}

/** Reads the recipe in parentheses. */
export function parseRecipeText(text: string): Reference {
  return parseReference(text.trim().slice(1, -1).trim());
}

/** Cuts a text at a separator, but not within brackets. */
export function splitOutsideBrackets(text: string, separator = ','): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('[{('.includes(character)) depth++;
    if (')}]'.includes(character)) depth--;
    if (character === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** Writes a reference in one line, as `parseReference` reads it. */
export function formatReference({ id, options }: Reference): string {
  const written = Object.entries(options).map(([key, value]) => `${key}=${formatValue(value)}`);
  return written.length === 0 ? id : `${id}:${written.join(',')}`;
}

function formatValue(value: unknown): string {
  if (isReference(value)) return `(${formatReference(value)})`;
  const plain = typeof value === 'string' && /^[\w./-]+$/.test(value) && typeof parse(value) === 'string';
  return plain ? value : (JSON.stringify(value) ?? 'null');
}

/** Whether an option is a recipe: a mapping of id and options, in this order, and of nothing else. */
export function isReference(value: unknown): value is Reference {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'id,options') return false;
  return 'id' in value && typeof value.id === 'string' && 'options' in value && isMapping(value.options);
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
