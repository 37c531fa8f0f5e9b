import { InputError, type FiniteModel } from '@pomdp-gym/contracts';
import { formatDiagnostic, type Diagnostic } from './diagnostic.js';
import type { ModelReading } from './model-reading.js';
import { parsePomdp, type ParseOptions } from './pomdp-format/parse-pomdp.js';

/** A model that was read, and the warnings that came with it. */
export interface ReadModel extends ModelReading {
  readonly model: FiniteModel;
}

/** How many errors a message lists. */
const LISTED = 5;

/** Reads a model in either format, told apart by how the text begins. Never throws for what the text holds. */
export function parseModel(text: string | Uint8Array, options: ParseOptions = {}): ModelReading {
  return parsePomdp(text, options);
}

/** As `parseModel`, but throws an InputError that lists the first errors as `filename:line:column: …`. */
export function readModel(
  text: string | Uint8Array,
  filename: string,
  options: ParseOptions = {},
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
