import { decodeUtf16 } from '../decode-utf16.js';
import { DiagnosticCollector } from '../diagnostic-collector.js';
import type { ModelReading } from '../model-reading.js';
import { DEFAULT_READ_LIMITS, type ReadLimits } from '../read-limits.js';
import { PomdpFile } from './pomdp-file.js';

export interface ParseOptions {
  /** Where to draw the line; what is left out keeps its default. */
  readonly limits?: Partial<ReadLimits>;
  /** How many diagnostics to keep (default 1000). */
  readonly maxDiagnostics?: number;
}

/**
 * Reads a model in A. R. Cassandra's `.POMDP` format, all of it: see the README for what is read beyond the standard.
 * Never throws for what the text holds: every error that needs no guess is among the diagnostics.
 */
export function parsePomdp(text: string | Uint8Array, options: ParseOptions = {}): ModelReading {
  const source = typeof text === 'string' ? text : (decodeUtf16(text) ?? text);
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const diagnostics = new DiagnosticCollector(bytes, options.maxDiagnostics);
  const file = new PomdpFile(bytes, diagnostics, { ...DEFAULT_READ_LIMITS, ...options.limits });
  const model = file.read();
  const { values, unattainable } = file;
  return { ...(model && { model }), diagnostics: diagnostics.list(), values, unattainable };
}
