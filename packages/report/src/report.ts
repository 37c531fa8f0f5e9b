import type { Figure } from '@pomdp-gym/figures';

export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns set flush right, as numbers are. */
  readonly numeric?: readonly number[];
}

/** A part of a report: text in paragraphs, then figures, then tables. */
export interface ReportSection {
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly figures?: readonly Figure[];
  readonly tables?: readonly (ReportTable & { readonly caption?: string })[];
}

/** What is written for people, as plain data: `htmlReport` and `markdownReport` render it. */
export interface Report {
  readonly title: string;
  readonly introduction: readonly string[];
  readonly sections: readonly ReportSection[];
}
