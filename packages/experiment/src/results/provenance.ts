/** What made the results: whoever goes on with them must be the same. */
export interface Provenance {
  readonly versions: Readonly<Record<string, string>>;
  /** Plugins that were loaded besides those shipped. */
  readonly plugins: readonly string[];
}
