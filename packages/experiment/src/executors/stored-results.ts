import type { CellResult, Outcome, StoredResult } from './cell-queue.js';

/** A result, and the attempts that gave its digest. */
interface Kept {
  readonly result: CellResult;
  readonly attempts: Set<string>;
}

/** The results of cells in memory: inserted if absent by cell and digest. */
export class StoredResults {
  private readonly byCell = new Map<string, Kept[]>();

  add(result: CellResult): Outcome {
    const kept = this.resultsFor(result);
    const [first] = kept;
    if (!first) {
      kept.push({ result, attempts: new Set([nameOf(result)]) });
      return 'kept';
    }
    if (result.status !== 'timed out' && !addTo(kept, result)) return 'different';
    return nameOf(result) === nameOf(first.result) ? 'kept' : 'confirmed';
  }

  /** Drops the results of a cell. */
  drop(cell: string): void {
    this.byCell.delete(cell);
  }

  /** Drops the results that timed out, and returns their cells. */
  dropTimedOut(): string[] {
    const cells = [...this.byCell].filter(([, [first]]) => first?.result.status === 'timed out');
    for (const [cell] of cells) this.drop(cell);
    return cells.map(([cell]) => cell);
  }

  get confirmed(): number {
    return this.all().reduce((total, { confirmations }) => total + confirmations, 0);
  }

  get incidents(): number {
    return this.all().filter(({ first }) => !first).length;
  }

  /** In the order of their runs, the first of a run first. */
  all(): StoredResult[] {
    const all = [...this.byCell.values()].flatMap((kept) =>
      kept.map(({ result, attempts }, i) => ({
        ...result,
        first: i === 0,
        confirmations: attempts.size - 1,
      })),
    );
    return all.sort((a, b) => a.run - b.run);
  }

  /** The results of a cell, without one that timed out where another one comes. */
  private resultsFor({ cell, status }: CellResult): Kept[] {
    const known = this.byCell.get(cell) ?? [];
    const kept = status === 'timed out' ? known : known.filter(({ result }) => result.status !== 'timed out');
    this.byCell.set(cell, kept);
    return kept;
  }
}

/** Counts an attempt for its digest, or keeps its result beside the others; returns whether it came out as the first. */
function addTo(kept: Kept[], result: CellResult): boolean {
  const same = kept.findIndex(({ result: { digest } }) => digest === result.digest);
  if (same < 0) kept.push({ result, attempts: new Set([nameOf(result)]) });
  else kept[same]!.attempts.add(nameOf(result));
  return same === 0;
}

/** Names an attempt of a worker among those of a cell. */
function nameOf({ copy, attempt, worker }: CellResult): string {
  return `${copy} ${attempt} ${worker}`;
}
