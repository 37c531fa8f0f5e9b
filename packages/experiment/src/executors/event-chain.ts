import type { RunEvent } from '@pomdp-gym/contracts';
import type { RunRecord } from '../run/run-record.js';

/** A digest of a text, as hexadecimal digits. */
export type Hash = (text: string) => string;

/**
 * A chain of digests over the events of a run: each is of the one before and an event, so that the last one holds them all. Events of
 * episodes are left out, which a run has only where it has trackers, and those of progress, which depend on how often it is looked at.
 */
export class EventChain {
  private count: number;
  private chain: string;

  /** @param head of the events before, if there were some. */
  constructor(
    private readonly hash: Hash,
    head: NonNullable<RunRecord['events']> = { count: 0, chain: '' },
  ) {
    ({ count: this.count, chain: this.chain } = head);
  }

  add(event: RunEvent): void {
    if (event.kind === 'episode' || event.kind === 'progress') return;
    this.count++;
    this.chain = this.hash(`${this.chain}\n${JSON.stringify(event)}`);
  }

  /** How many events it has, and its last digest: what a record keeps of it. */
  get head(): NonNullable<RunRecord['events']> {
    return { count: this.count, chain: this.chain };
  }
}
