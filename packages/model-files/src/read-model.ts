import { InputError, type FiniteModel } from '@pomdp-gym/contracts';
import { formatDiagnostic, type Diagnostic } from './diagnostic.js';
import type { ModelReading } from './model-reading.js';
import { parsePomdp } from './pomdp-format/parse-pomdp.js';
import { parsePomdpx, type PomdpxOptions } from './pomdpx-format/parse-pomdpx.js';

/** A model that was read, and the warnings that came with it. */
export interface ReadModel extends ModelReading {
  readonly model: FiniteModel;
}

/** How many errors a message lists. */
const LISTED = 5;

/**
 * Reads a model in either format, distinguished by how the text begins. Never throws for what the text
 * holds.
 */
export function parseModel(text: string | Uint8Array, options: PomdpxOptions = {}): ModelReading {
  return isXml(text) ? parsePomdpx(text, options) : parsePomdp(text, options);
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
  const { model, ...rest } = parseModel(text, options);
  if (!model) throw new InputError(summary(rest.diagnostics, filename));
  return { model, ...rest };
}

function summary(diagnostics: readonly Diagnostic[], filename: string): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const listed = errors.slice(0, LISTED).map((error) => formatDiagnostic(error, filename));
  const more = errors.length - listed.length;
  if (more > 0) listed.push(`and ${more} more; \`pomdp-gym check ${filename}\` lists them all.`);
  return `${filename} is no model that can be used.\n${listed.join('\n')}`;
}
