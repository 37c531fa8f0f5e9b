/** What each job of a cluster does. */
export interface SubmittedWork {
  /** A name that Slurm and Kubernetes take: small letters, digits and hyphens. */
  readonly name: string;
  /** How a job starts the program: `pomdp-gym`, or `npx pomdp-gym`. */
  readonly command: string;
  /** Plugins that jobs load besides those shipped and those of the project. */
  readonly plugins: readonly string[];
  /** How many jobs: shards, or workers of a queue. */
  readonly jobs: number;
  /** Whether the jobs take cells from a queue; else each does a shard. */
  readonly queue: boolean;
  /** The executor that has the queue. */
  readonly executor: string;
  readonly cpus: number;
  readonly memory: Memory;
  /** The most seconds that a job may take; as long as the cluster allows where absent. */
  readonly seconds?: number;
}

/** An amount of memory. */
export interface Memory {
  readonly amount: number;
  readonly unit: 'M' | 'G';
}

/** The options that load the plugins of some work, with a space before each. */
export function pluginFlags({ plugins }: Pick<SubmittedWork, 'plugins'>): string {
  return plugins.map((name) => ` --plugin ${quoted(name)}`).join('');
}

/** A word of a shell, whatever is in it. */
export function quoted(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What the name of a study is as the name of a job: small letters, digits and hyphens, at most 50. */
export function jobName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'study' : plain;
}
