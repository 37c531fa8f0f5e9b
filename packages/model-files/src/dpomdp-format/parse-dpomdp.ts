import { codeUnits } from '../code-units.js';
import { decodeUtf16 } from '../decode-utf16.js';
import { DiagnosticCollector } from '../diagnostic-collector.js';
import type { ModelReading } from '../model-reading.js';
import type { ParseOptions } from '../pomdp-format/parse-pomdp.js';
import { DEFAULT_READ_LIMITS } from '../read-limits.js';
import { DpomdpFile } from './dpomdp-file.js';

/**
 * Reads a Dec-POMDP in the `.dpomdp` format of the MADP toolbox (Oliehoek, Spaan, Terwijn, Robbel and Messias 2017): a model over
 * joint actions and observations that says what each agent does and sees. Never throws for what the text holds.
 */
export function parseDpomdp(text: string | Uint8Array, options: ParseOptions = {}): ModelReading {
  const source = typeof text === 'string' ? text : (decodeUtf16(text) ?? new TextDecoder().decode(text));
  const units = codeUnits(source);
  const diagnostics = new DiagnosticCollector(units, options.maxDiagnostics);
  const file = new DpomdpFile(source, units, diagnostics, { ...DEFAULT_READ_LIMITS, ...options.limits });
  const model = file.read();
  const { values, unattainable } = file;
  return { ...(model && { model }), diagnostics: diagnostics.list(), values, unattainable };
}
