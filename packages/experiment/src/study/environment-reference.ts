import type { Reference, StudyEnvironment } from '@pomdp-gym/contracts';
import { parseReference, splitOutsideBrackets } from './reference.js';

/** The id of the environment that reads model files. */
export const MODEL_FILE = 'File';

/** An environment as a person names it: it has a name of its own where it is a model file. */
export type NamedEnvironment = Omit<StudyEnvironment, 'name'> & { readonly name?: string };

/** Whether it names a file in a format of models, compressed or not, and not an id with options. */
export function isModelFile(text: string): boolean {
  return /\.(d?pomdp|pomdpx|mdp)(\.gz)?$/i.test(text) && !/:[\w.-]+=/.test(text);
}

/**
 * Reads what a person names an environment by: an id, with options or without, or the path of a model file, which stands
 * wherever an id may, with options of `File` or without: `dectiger.dpomdp:discount=0.9`. Wrappers follow behind a `+`, the innermost
 * first: `Tiger-v0:accuracy=.9+TimeLimit:steps=20`.
 */
export function parseEnvironment(text: string): NamedEnvironment {
  if (isModelFile(text)) return parseProblem(text);
  const [problem = text, ...wrappers] = partsOf(text);
  const read = parseProblem(problem);
  if (wrappers.length === 0) return read;
  return {
    ...read,
    ...(read.name !== undefined && { name: text }),
    wrappers: wrappers.map(parseReference),
  };
}

function parseProblem(text: string): Reference & { readonly name?: string } {
  if (isModelFile(text)) return { name: text, id: MODEL_FILE, options: { path: text } };
  const reference = parseReference(text);
  if (!isModelFile(reference.id)) return reference;
  return { name: text, id: MODEL_FILE, options: { path: reference.id, ...reference.options } };
}

/** An id, with options or without: what may follow a `+`. */
const WRAPPER = /^\s*[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*\s*(:[\w.-]+=.*)?$/s;

/** An environment and its wrappers. A `+` of a number, a path, a list or a text in quotation marks is part of what it stands in. */
function partsOf(text: string): readonly string[] {
  return splitOutsideBrackets(text, '+').reduce<string[]>((parts, piece) => {
    const before = parts.at(-1);
    if (before === undefined || (WRAPPER.test(piece) && !hasOpenQuote(before)))
      return [...parts, piece.trim()];
    return [...parts.slice(0, -1), `${before}+${piece}`];
  }, []);
}

function hasOpenQuote(text: string): boolean {
  return text.split('"').length % 2 === 0;
}
