import type { Figure } from '@pomdp-gym/figures';

export interface ReportTable {
  /** A file name without its ending; `table-1` and so on where it is absent. */
  readonly name?: string;
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns set flush right, as numbers are. */
  readonly numeric?: readonly number[];
}

/** A figure with the sentence that a paper prints below it. */
export type ReportFigure = Figure & { readonly caption?: string };

/** A part of a report: text in paragraphs, then figures, then tables, then text that is shown as it is typed. */
export interface ReportSection {
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly figures?: readonly ReportFigure[];
  readonly tables?: readonly ReportTable[];
  readonly listing?: string;
}

/** What is written for people, as plain data: `htmlReport`, `markdownReport` and `latexReport` render it. */
export interface Report {
  readonly title: string;
  readonly introduction: readonly string[];
  readonly sections: readonly ReportSection[];
}
