import { type Document, isScalar, type LineCounter, parseDocument, visit } from 'yaml';

/** A fault of a YAML text: a phrase, and where in the text it is. */
export interface YamlFault {
  readonly phrase: string;
  readonly offset: number;
}

/** The most aliases of a text: the library looks for the anchor of each from the beginning. */
const MOST_ALIASES = 100;

/**
 * Reads YAML (of which JSON is a part) in time linear in its length: the library compares each key with each other one of its
 * mapping, which `yamlFault` does in one pass.
 *
 * @throws RangeError where lists nest too deep.
 */
export function yamlDocument(text: string, lineCounter?: LineCounter): Document {
  return parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    merge: true, // `<<: *anchor`
    logLevel: 'error', // warnings of the library would go to the terminal
    ...(lineCounter && { lineCounter }),
  });
}

/** The first fault of a document: of its text, a key that its mapping holds already, or more aliases than can be followed. */
export function yamlFault(document: Document): YamlFault | undefined {
  const [broken] = document.errors;
  if (broken) return { phrase: `This is not valid YAML. ${faultInWords(broken)}`, offset: broken.pos[0] };
  return repeatedKey(document) ?? aliasTooMany(document);
}

/** The library reports how deep it may call itself as a fault of the text. */
function faultInWords({ message }: Error): string {
  return message.startsWith('Maximum call stack') ? 'Its lists nest too deep' : message;
}

/** Why the values of a document could not be written out: what the library threw, in words. */
export function valueFault(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (message.startsWith('Excessive alias count'))
    return 'its aliases stand for aliases so often that it would be far too large once they are written out';
  const [, name] = /^Unresolved alias .*: (.*)$/s.exec(message) ?? [];
  return name === undefined
    ? message
    : `the alias *${name} stands before its anchor &${name}, or there is none`;
}

function repeatedKey(document: Document): YamlFault | undefined {
  let found: YamlFault | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = { phrase: `The key ${String(key.value)} is given twice`, offset: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

function aliasTooMany(document: Document): YamlFault | undefined {
  let found: YamlFault | undefined;
  let aliases = 0;
  visit(document, {
    Alias: (_, { range }) => {
      if (++aliases <= MOST_ALIASES) return undefined;
      found = { phrase: `There are more than ${MOST_ALIASES} aliases`, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}
