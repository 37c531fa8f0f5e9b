import { plainText, shortened } from '@pomdp-gym/contracts';
import type { Diagnostic, DiagnosticKind } from './diagnostic.js';
import { TextPositions, type TextUnits } from './text-positions.js';

/** Where in the file: bytes (of a `.POMDP` file) or code units (of a `.pomdpx` file) [begin, end). */
export interface Passage {
  readonly begin: number;
  readonly end: number;
}

interface Finding extends Passage {
  readonly severity: Diagnostic['severity'];
  readonly kind: DiagnosticKind;
  readonly message: string;
}

/** The most characters of a message: a file may hold words of any length. */
const LONGEST = 1000;

/** Gathers what a reader finds, in bounded memory, and turns offsets into lines and columns at the end. */
export class DiagnosticCollector {
  errors = 0;
  private readonly findings: Finding[] = [];
  private dropped = 0;

  /** Beyond `limit` findings only their number is kept. */
  constructor(
    private readonly units: TextUnits,
    private readonly limit = 1000,
  ) {}

  error(kind: DiagnosticKind, { begin, end }: Passage, message: string): void {
    this.errors++;
    this.keep({ severity: 'error', kind, begin, end, message });
  }

  /** Something doubtful that was read all the same. */
  warning(kind: DiagnosticKind, { begin, end }: Passage, message: string): void {
    this.keep({ severity: 'warning', kind, begin, end, message });
  }

  /** Everything found, in the order of the file. */
  list(): Diagnostic[] {
    if (this.findings.length === 0) return [];
    const positions = new TextPositions(this.units);
    const listed = this.findings
      .toSorted((a, b) => a.begin - b.begin)
      .map(({ begin, end, ...finding }) => ({ ...finding, ...positions.describe(begin, end) }));
    if (this.dropped > 0) {
      const message = `${this.dropped} more findings are left out.`;
      listed.push({ ...listed[listed.length - 1]!, kind: 'too-large', message });
    }
    return listed;
  }

  private keep(finding: Finding): void {
    const message = plainText(shortened(finding.message, LONGEST));
    if (this.findings.length < this.limit) this.findings.push({ ...finding, message });
    else this.dropped++;
  }
}
