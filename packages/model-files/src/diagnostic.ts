/** What sort of thing is wrong; `leniency` is a warning that something no standard allows was read all the same. */
export type DiagnosticKind =
  | 'unknown-name'
  | 'wrong-count'
  | 'row-sum'
  | 'repeated'
  | 'missing'
  | 'out-of-range'
  | 'stray'
  | 'cut-short'
  | 'syntax'
  | 'too-large'
  | 'leniency';

/** One thing that a reader has to say about a file, and where. */
export interface Diagnostic {
  /** An error leaves no model; a warning tells how a doubtful passage was read. */
  readonly severity: 'error' | 'warning';
  readonly kind: DiagnosticKind;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** Of the passage, in characters; 0 at the end of the file. */
  readonly length: number;
  /** The passage itself, cut after 40 characters. */
  readonly text: string;
  /** One or two whole sentences: what is wrong, and what would be right. */
  readonly message: string;
}

/** `file:line:column: severity: message`, as editors understand it. */
export function formatDiagnostic(diagnostic: Diagnostic, filename: string): string {
  const { line, column, severity, message } = diagnostic;
  return `${filename}:${line}:${column}: ${severity}: ${message}`;
}
