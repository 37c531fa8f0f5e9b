import { inQueueOrder, type LeaseRequest, type PlannedCell } from '@pomdp-gym/experiment';
import type { Statement } from './database.js';
import type { Delivered, Delivery } from './delivery.js';

/** The most entries that are received at once. */
const MOST = 5000;

/** An entry that was delivered and waits. */
interface Offered extends PlannedCell {
  readonly job: string;
  /** How many of its workers were lost. */
  readonly losses: number;
}

/** Chooses the entries of a lease among those that are delivered, in their order. */
class Choice {
  readonly chosen: Offered[] = [];
  readonly left: Offered[] = [];
  private isFull = false;
  private room: number;

  constructor(weight: number) {
    this.room = weight;
  }

  add(entry: Offered): void {
    const fits = this.chosen.length === 0 || (entry.losses === 0 && entry.weight <= this.room);
    if (this.isFull || !fits) {
      this.left.push(entry);
      // An entry with a lost worker is passed over; one that is too heavy ends the choice.
      this.isFull ||= entry.losses === 0;
      return;
    }
    this.chosen.push(entry);
    this.room -= entry.weight;
    this.isFull = entry.losses > 0 || this.room <= 0;
  }

  /** How many entries still fit, if none is heavier than the last one; 0 where the choice is made. */
  get wanted(): number {
    const last = this.chosen.at(-1);
    if (this.isFull) return 0;
    if (!last || last.weight <= 0) return 1;
    return Math.max(1, Math.min(MOST, Math.floor(this.room / last.weight)));
  }
}

/** Leases waiting entries to a worker, in the transaction of the statement. */
export async function takeCells(
  statement: Statement,
  delivery: Delivery,
  {
    schema,
    study,
    request,
  }: { readonly schema: string; readonly study: string; readonly request: LeaseRequest },
): Promise<void> {
  const choice = new Choice(request.weight);
  const stale: string[] = [];
  for (let wanted = choice.wanted; wanted > 0; wanted = choice.wanted) {
    const delivered = await delivery.receive(statement, wanted);
    if (delivered.length === 0) break;
    const offered = await waitingAmong(statement, { schema, study, delivered });
    const jobs = new Set(offered.map(({ job }) => job));
    stale.push(...delivered.flatMap(({ job }) => (jobs.has(job) ? [] : [job])));
    for (const entry of offered) choice.add(entry);
  }
  await statement(
    `UPDATE ${schema}.cells AS c SET state = 'leased', lease = $2, attempt = c.attempt + 1
       FROM unnest($3::text[], $4::integer[]) AS chosen (cell, copy)
       WHERE c.study = $1 AND c.cell = chosen.cell AND c.copy = chosen.copy AND c.state = 'waiting'`,
    [study, request.lease, choice.chosen.map(({ cell }) => cell), choice.chosen.map(({ copy }) => copy)],
  );
  await delivery.end(statement, [...stale, ...choice.chosen.map(({ job }) => job)]);
  await delivery.giveBack(
    statement,
    choice.left.map(({ job }) => job),
  );
}

/** The delivered entries that wait, in the order of the queue. */
async function waitingAmong(
  statement: Statement,
  {
    schema,
    study,
    delivered,
  }: { readonly schema: string; readonly study: string; readonly delivered: readonly Delivered[] },
): Promise<readonly Offered[]> {
  const rows = await statement<Offered>(
    `SELECT DISTINCT ON (c.cell, c.copy) d.job, c.run, c.cell, c.copy, c.weight, c.losses
       FROM unnest($2::text[], $3::text[], $4::integer[]) AS d (job, cell, copy)
       JOIN ${schema}.cells AS c ON c.study = $1 AND c.cell = d.cell AND c.copy = d.copy
       WHERE c.state = 'waiting'`,
    [
      study,
      delivered.map(({ job }) => job),
      delivered.map(({ cell }) => cell),
      delivered.map(({ copy }) => copy),
    ],
  );
  return rows.sort(inQueueOrder);
}
