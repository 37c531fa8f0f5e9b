/** What a trial sets out to improve. */
export type TrialKind = 'upper' | 'lower';

/** What a trial achieved counts for this much less with every later trial of its kind. */
const MEMORY = 0.9;
/** Trials in a row that one kind may have. */
const MOST_IN_A_ROW = 3;

interface TrialRecord {
  gain: number;
  effort: number;
}

/** Whose turn it is: the kind of trial that has lately gained more for its effort, but the other now and then. */
export class TrialTurns {
  private readonly records: Readonly<{ [kind in TrialKind]: TrialRecord }> = {
    upper: { gain: 0, effort: 1 },
    lower: { gain: 0, effort: 1 },
  };
  private last: TrialKind = 'lower';
  private inARow = 0;

  next(): TrialKind {
    const { upper, lower } = this.records;
    const better = upper.gain * lower.effort >= lower.gain * upper.effort ? 'upper' : 'lower';
    const kind = better === this.last && this.inARow >= MOST_IN_A_ROW ? other(better) : better;
    this.inARow = kind === this.last ? this.inARow + 1 : 1;
    this.last = kind;
    return kind;
  }

  /** @param gain by how much the trial narrowed the gap at the start. @param effort its backups. */
  record(kind: TrialKind, gain: number, effort: number): void {
    const record = this.records[kind];
    record.gain = MEMORY * record.gain + gain;
    record.effort = MEMORY * record.effort + effort;
  }
}

function other(kind: TrialKind): TrialKind {
  return kind === 'upper' ? 'lower' : 'upper';
}
