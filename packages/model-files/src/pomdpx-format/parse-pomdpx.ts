import type { FiniteModel } from '@pomdp-gym/contracts';
import { codeUnits } from '../code-units.js';
import { DiagnosticCollector, type Passage } from '../diagnostic-collector.js';
import type { ModelReading } from '../model-reading.js';
import type { ParseOptions } from '../pomdp-format/parse-pomdp.js';
import { TooLarge } from '../pomdp-format/too-large.js';
import { DEFAULT_READ_LIMITS, type ReadLimits } from '../read-limits.js';
import { readFactored } from './factored-file.js';
import { flatten } from './flatten.js';
import type { FlattenOptions } from './flatten-options.js';
import { CircularDependence } from './in-order.js';
import { decodeXml } from './decode-xml.js';
import { parseXml } from './xml-tree.js';

/** How to read a `.pomdpx` file. */
export type PomdpxOptions = ParseOptions & FlattenOptions;

/**
 * Reads a model in the `.pomdpx` format (version 1.0 of APPL, National University of Singapore): factored states, actions
 * and observations, tables and decision diagrams, multiplied out to one flat model. Never throws for what the text holds.
 */
export function parsePomdpx(text: string | Uint8Array, options: PomdpxOptions = {}): ModelReading {
  const source = typeof text === 'string' ? text : decodeXml(text);
  const units = codeUnits(source);
  const diagnostics = new DiagnosticCollector(units, options.maxDiagnostics);
  const model = read(source, { ...DEFAULT_READ_LIMITS, ...options.limits }, diagnostics, options);
  return { ...(model && { model }), diagnostics: diagnostics.list(), values: 'reward', unattainable: [] };
}

function read(
  source: string,
  limits: ReadLimits,
  diagnostics: DiagnosticCollector,
  options: PomdpxOptions,
): FiniteModel | undefined {
  const document = parseXml(source, diagnostics);
  if (!document) return undefined;
  const { root } = document;
  const refuse = (kind: 'too-large' | 'syntax', { begin, end }: Passage, message: string) => {
    diagnostics.error(kind, { begin, end }, message);
    return undefined;
  };
  try {
    const factored = readFactored(document, source, limits, diagnostics, options);
    if (!factored || diagnostics.errors > 0) return undefined;
    const model = flatten(factored.model, factored.scope, options);
    const annotated = factored.annotate(model);
    return diagnostics.errors > 0 ? undefined : annotated;
  } catch (error) {
    if (error instanceof TooLarge) return refuse('too-large', root, error.message);
    if (error instanceof CircularDependence)
      return refuse('syntax', error.conditional.element, error.message);
    throw error;
  }
}
