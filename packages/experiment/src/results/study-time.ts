import type { Clock } from '../executors/executor.js';

/** A report of a run: its progress, or the time it took once it is done. */
export type RunNews =
  | { readonly kind: 'progress'; readonly run: number; readonly steps: number }
  | { readonly kind: 'done'; readonly record: { readonly run: number }; readonly seconds: number };

/** Runs of one agent in one environment. */
interface Group {
  /** Those not done yet. */
  waiting: number;
  done: number;
  /** What those that are done took together, without the start-up of a worker. */
  seconds: number;
}

/** The progress of a run, now and at its first report. */
interface UnderWay {
  readonly begun: number;
  readonly first: number;
  steps: number;
  at: number;
}

/** How long a study still takes. */
export interface TimeLeft {
  readonly seconds: number;
  /** Whether something is known of every agent; otherwise it takes longer. */
  readonly complete: boolean;
}

/** Estimates how long a study still takes by what its runs take, each agent in each environment by itself. */
export class StudyTime {
  private readonly groups = new Map<string, Group>();
  private readonly under = new Map<number, UnderWay>();

  /**
   * @param groupOf the environment and the agent of each run that is to be done, by its number.
   * @param budget steps that a run may take.
   * @param workers runs at once.
   */
  constructor(
    private readonly groupOf: ReadonlyMap<number, string>,
    private readonly budget: number,
    private readonly workers: number,
    private readonly now: Clock,
  ) {
    for (const name of groupOf.values()) this.group(name).waiting++;
  }

  update(report: RunNews): void {
    if (report.kind === 'done') this.done(report.record.run, report.seconds);
    else {
      const at = this.now();
      const known = this.under.get(report.run);
      if (known) Object.assign(known, { steps: report.steps, at });
      else this.under.set(report.run, { begun: at, first: report.steps, steps: report.steps, at });
    }
  }

  /** Undefined before anything is known. */
  left(): TimeLeft | undefined {
    const guesses = this.guesses();
    let [sum, known, complete] = [0, false, true];
    for (const [name, { waiting }] of this.groups) {
      const each = this.secondsOf(name, guesses);
      if (waiting > 0 && each === undefined) complete = false;
      if (waiting === 0 || each === undefined) continue;
      sum += waiting * each;
      known = true;
    }
    if (!known) return undefined;
    for (const [run, { steps }] of this.under) {
      sum -= this.part(steps) * (this.secondsOf(this.groupOf.get(run) ?? '', guesses) ?? 0);
    }
    return { seconds: Math.max(0, sum) / Math.min(this.workers, this.runsLeft()), complete };
  }

  private done(run: number, seconds: number): void {
    this.under.delete(run);
    const group = this.group(this.groupOf.get(run) ?? '');
    group.waiting--;
    group.done++;
    group.seconds += seconds;
  }

  private group(name: string): Group {
    const known = this.groups.get(name);
    if (known) return known;
    const group: Group = { waiting: 0, done: 0, seconds: 0 };
    this.groups.set(name, group);
    return group;
  }

  /** What a run of a group takes: by those that are done, else by one that is under way. */
  private secondsOf(name: string, guesses: ReadonlyMap<string, number>): number | undefined {
    const group = this.groups.get(name);
    return group && group.done > 0 ? group.seconds / group.done : guesses.get(name);
  }

  private guesses(): Map<string, number> {
    const guesses = new Map<string, number>();
    for (const [run, { begun, first, steps, at }] of this.under) {
      const part = this.part(steps) - this.part(first);
      if (part > 0) guesses.set(this.groupOf.get(run) ?? '', (at - begun) / part);
    }
    return guesses;
  }

  private part(steps: number): number {
    return Math.min(steps / this.budget, 1);
  }

  private runsLeft(): number {
    let runs = 0;
    for (const { waiting } of this.groups.values()) runs += waiting;
    return Math.max(1, runs);
  }
}
