/** A plugin that was loaded besides those shipped. */
export interface PluginIdentity {
  /** The name of its package, or of its file. */
  readonly name: string;
  /** A digest of every module that it loads. */
  readonly digest: string;
}

/** What made results. Plain JSON. */
export interface Provenance {
  readonly versions: Readonly<Record<string, string>>;
  /** A digest of the program's own modules, shipped plugins among them. */
  readonly build: string;
  readonly plugins: readonly PluginIdentity[];
  /** Digests of the files that options name, by path. */
  readonly files: Readonly<Record<string, string>>;
}
