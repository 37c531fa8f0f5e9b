import type { RunEvent } from '@pomdp-gym/contracts';
import type { RunRecord } from '../run/run-record.js';

/** A digest of a text, as hexadecimal digits. */
export type Hash = (text: string) => string;

/**
 * A chain of digests over the events of a run: each is of the one before and an event, so that the last one holds them all. Events of
 * episodes are left out: a run has them only where it has trackers, and its record is the same without.
 */
export class EventChain {
  private count = 0;
  private chain = '';

  constructor(private readonly hash: Hash) {}

  add(event: RunEvent): void {
    if (event.kind === 'episode') return;
    this.count++;
    this.chain = this.hash(`${this.chain}\n${JSON.stringify(event)}`);
  }

  /** How many events it has, and its last digest: what a record keeps of it. */
  get head(): NonNullable<RunRecord['events']> {
    return { count: this.count, chain: this.chain };
  }
}
