import type { TopLevelSpec } from 'vega-lite';

/** A picture as data: a Vega-Lite specification that holds its own numbers. */
export interface Figure {
  /** A file name without its ending: `gradient-error`. */
  readonly name: string;
  /** What it shows, for whoever cannot see it. */
  readonly description: string;
  readonly specification: TopLevelSpec;
  /** The same for pages that are about 400 pixels wide, where it is drawn otherwise there. */
  readonly narrow?: TopLevelSpec;
  /** The numbers drawn, one record a mark. */
  readonly data: readonly Datum[];
}

export type Datum = Readonly<Record<string, string | number | null>>;
