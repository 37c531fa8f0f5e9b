import type { Observable } from 'rxjs';

/** A replicate to be made. Plain JSON. */
export interface ReplicateTask {
  /** The id of a replication. */
  readonly replication: string;
  readonly settings: unknown;
  readonly replicate: number;
}

/** What came of it, and the seconds of wall time it took. Plain JSON. */
export interface MadeReplicate {
  readonly replicate: number;
  readonly found: unknown;
  readonly seconds: number;
}

/** Makes replicates, in whatever order and however many at once: what they find does not depend on it. */
export interface ReplicateMaker {
  /** Cold; unsubscribe to stop, which loses what is in flight. */
  make(tasks: readonly ReplicateTask[]): Observable<MadeReplicate>;
}
