import { InputError } from '@pomdp-gym/contracts';
import type { CellResult, Outcome } from '@pomdp-gym/experiment';
import type { Database } from './database.js';

/** Results of one statement. */
const MOST = 200;

interface Waiting {
  readonly result: CellResult;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** Sends results to the function `commit_results`: those that come while a statement is under way go together with the next one. */
export class Commits {
  private waiting: Waiting[] = [];
  private busy = false;

  constructor(
    private readonly database: Database,
    private readonly study: string,
  ) {}

  /** Resolves once the result is kept. */
  async add(result: CellResult): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ result, resolve, reject });
      if (!this.busy) void this.sendAll();
    });
  }

  private async sendAll(): Promise<void> {
    this.busy = true;
    await Promise.resolve(); // those that are added in the same turn go together
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST);
      try {
        await this.send(batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.busy = false;
  }

  private async send(batch: readonly Waiting[]): Promise<void> {
    const { database, study } = this;
    const rows = await database.statement<{ place: number; outcome: Outcome | 'unknown' }>(
      `SELECT place, outcome FROM ${database.schema}.commit_results($1, $2)`,
      [study, JSON.stringify(batch.map(({ result }, place) => ({ place, ...result })))],
    );
    for (const { place, outcome } of rows) {
      const { result, resolve, reject } = batch[place]!;
      if (outcome !== 'unknown') resolve(outcome);
      else reject(new InputError(`The study has no cell ${result.cell} of copy ${result.copy}.`));
    }
  }
}
