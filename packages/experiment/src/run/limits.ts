import type { RunDescription } from '@pomdp-gym/contracts';

/** Seconds since some moment. Apps have a clock; what is below is given one. */
export type Clock = () => number;

/** What ends learning besides the steps of the budget: a number of episodes, or seconds of wall time. */
export class Limits {
  private readonly begun: number;
  private episodes = 0;
  private looks = 0;

  /** @param clock absent where a run with a limit of seconds is to run without it. */
  constructor(
    private readonly run: Pick<RunDescription, 'limits' | 'endsAtLook'>,
    private readonly clock: Clock | undefined,
  ) {
    this.begun = clock?.() ?? 0;
  }

  /** What has been counted. */
  save(): { readonly episodes: number; readonly looks: number } {
    const { episodes, looks } = this;
    return { episodes, looks };
  }

  /** Goes on from what was counted. */
  restore({ episodes, looks }: ReturnType<Limits['save']>): void {
    this.episodes = episodes;
    this.looks = looks;
  }

  /** Counts the episodes that end. */
  count(ending: 'none' | 'terminated' | 'truncated'): void {
    if (ending !== 'none') this.episodes++;
  }

  /** Whether a number of episodes ends learning. */
  get countsEpisodes(): boolean {
    return this.run.limits?.episodes !== undefined;
  }

  /** Whether the episodes are spent. */
  get episodesSpent(): boolean {
    return this.episodes >= (this.run.limits?.episodes ?? Infinity);
  }

  /**
   * Looks at the clock, and at the episodes: what ends learning now, if anything does. A run that is repeated ends at the look that
   * its record names, whatever the clock says.
   *
   * @param count how many looks this one counts for: those that would have been due since the last.
   */
  look(count = 1): Spent | undefined {
    this.looks += count;
    if (this.episodesSpent) return { ended: 'episodes' };
    return this.secondsSpent ? { ended: 'seconds', look: this.looks } : undefined;
  }

  private get secondsSpent(): boolean {
    const { limits, endsAtLook } = this.run;
    if (endsAtLook !== undefined) return this.looks >= endsAtLook;
    if (limits?.seconds === undefined || !this.clock) return false;
    return this.clock() - this.begun >= limits.seconds;
  }
}

/** The limit that came first. */
export interface Spent {
  readonly ended: 'episodes' | 'seconds';
  readonly look?: number;
}
