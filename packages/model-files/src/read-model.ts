import { InputError, type FiniteModel } from '@pomdp-gym/contracts';
import { formatDiagnostic, type Diagnostic } from './diagnostic.js';
import { decodeUtf16 } from './decode-utf16.js';
import { parseDpomdp } from './dpomdp-format/parse-dpomdp.js';
import type { ModelReading } from './model-reading.js';
import { parsePomdp } from './pomdp-format/parse-pomdp.js';
import { NAME, PomdpScanner } from './pomdp-format/scanner.js';
import { parsePomdpx, type PomdpxOptions } from './pomdpx-format/parse-pomdpx.js';

/** A model that was read, and the warnings that came with it. */
export interface ReadModel extends ModelReading {
  readonly model: FiniteModel;
}

/** How many errors a message lists. */
const LISTED = 5;

/**
 * Reads a model in any format, distinguished by how the text begins: with `<` a `.pomdpx` file, with `agents:` a `.dpomdp` file.
 * Never throws for what the text holds.
 */
export function parseModel(text: string | Uint8Array, options: PomdpxOptions = {}): ModelReading {
  if (isXml(text)) return parsePomdpx(text, options);
  return namesAgents(text) ? parseDpomdp(text, options) : parsePomdp(text, options);
}

/** Whether the first thing in a text is `agents:`, which begins no part of a `.POMDP` file. */
function namesAgents(text: string | Uint8Array): boolean {
  const source = typeof text === 'string' ? text : (decodeUtf16(text) ?? text);
  const scanner = new PomdpScanner(typeof source === 'string' ? new TextEncoder().encode(source) : source);
  return scanner.advance() === NAME && scanner.word() === 'agents' && scanner.colonFollows();
}

/** Whether the first thing in a text is `<`, as no `.POMDP` file begins. */
function isXml(text: string | Uint8Array): boolean {
  const start =
    typeof text === 'string' ? text.slice(0, 1000) : new TextDecoder('latin1').decode(text.subarray(0, 1000));
  return /^(?:\ufeff|\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?[\s\0]*</.test(start);
}

/** As `parseModel`, but throws an InputError that lists the first errors as `filename:line:column: …`. */
export function readModel(
  text: string | Uint8Array,
  filename: string,
  options: PomdpxOptions = {},
): ReadModel {
  const { model, ...rest } = parseNamedModel(text, filename, options);
  if (!model) throw new InputError(summary(rest.diagnostics, filename));
  return { model, ...rest };
}

/** As `parseModel`; a file whose name ends in `.dpomdp` is one of a Dec-POMDP even where it begins with another part. */
export function parseNamedModel(
  text: string | Uint8Array,
  filename: string,
  options: PomdpxOptions = {},
): ModelReading {
  return /\.dpomdp(\.gz)?$/i.test(filename) ? parseDpomdp(text, options) : parseModel(text, options);
}

function summary(diagnostics: readonly Diagnostic[], filename: string): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const listed = errors.slice(0, LISTED).map((error) => formatDiagnostic(error, filename));
  const more = errors.length - listed.length;
  if (more > 0) listed.push(`and ${more} more; \`pomdp-gym check ${filename}\` lists them all.`);
  return `${filename} is no model that can be used.\n${listed.join('\n')}`;
}
