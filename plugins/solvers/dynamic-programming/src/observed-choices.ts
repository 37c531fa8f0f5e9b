import type { SolverProgress } from '@pomdp-gym/contracts';
import type { ProgressReport } from '@pomdp-gym/planning';
import type { BellmanBackup } from './bellman-backup.js';
import type { Bounds, Criterion } from './criterion.js';
import { ObservationPolicy } from './observation-policy.js';
import type { Settings } from './options.js';
import { differentAverages, hiddenState } from './refusals.js';
import { Settling } from './settling.js';

/** Gaps below this many times what rounding leaves open are taken for rounding. */
const ROUNDING_GAPS = 1e4;

/** The choices an agent can make that sees observations only: the best so far, and whether they are good enough. */
export class ObservedChoices {
  private readonly choices: Int32Array;
  private lower = -Infinity;

  constructor(
    private readonly backup: BellmanBackup,
    private readonly criterion: Criterion,
    private readonly settings: Settings,
  ) {
    this.choices = backup.choices.slice();
  }

  /** @param lower what the choices of the last backup earn at least. */
  consider(lower: number): void {
    if (lower < this.lower) return;
    this.lower = lower;
    this.choices.set(this.backup.choices);
  }

  policy(): ObservationPolicy {
    return new ObservationPolicy(this.choices.slice(), this.backup.mdp.actions);
  }

  /**
   * What is left to do when the values x no longer change and a gap between the bounds is left. Where rounding leaves
   * it, nothing; where the observations hide what the best action depends on, the choices made without it are worked out
   * for themselves. Throws the InputError that says why where that is not enough, or where the best average reward is
   * not the same from every state.
   * @param before the work done so far
   */
  async *settle(
    x: Float64Array,
    bounds: Bounds,
    before: number,
    report: ProgressReport,
    signal: AbortSignal,
  ): AsyncGenerator<SolverProgress, ObservationPolicy, undefined> {
    const { backup, criterion, settings } = this;
    const average = settings.criterion === 'average';
    const rounding = ROUNDING_GAPS * (average ? backup.rounding : bounds.upper - bounds.seeing);
    if (average && bounds.upper - bounds.seeing > settings.precision + rounding)
      throw this.differentAverages(x);
    if (bounds.seeing - this.lower <= settings.precision + rounding) return this.policy();
    const refusal = hiddenState(backup);
    yield* this.work(x.slice(), bounds.upper, before, report, signal);
    const allowed = settings.loss * backup.rewardRange * (1 + criterion.tail);
    if (!signal.aborted && bounds.upper - this.lower > settings.precision + rounding + allowed) throw refusal;
    return this.policy();
  }

  /** Values the choices of the last backup by themselves, from below. */
  private async *work(
    x: Float64Array,
    upper: number,
    before: number,
    report: ProgressReport,
    signal: AbortSignal,
  ): AsyncGenerator<SolverProgress, void, undefined> {
    const { backup, criterion, settings } = this;
    const choices = backup.choices.slice();
    const settling = new Settling(backup.mdp.states);
    for (let sweeps = 1; !signal.aborted; sweeps++) {
      criterion.closeEpisode(x);
      backup.apply(x, choices);
      const { lower } = criterion.bounds(backup, x);
      this.consider(lower);
      yield report.next(lower, upper, before + sweeps, { sweeps, states: backup.mdp.states });
      const span = criterion.span(backup.attained, x);
      if (span * (1 + criterion.tail) <= settings.precision / 10 || settling.isSettled(span)) return;
      criterion.advance(x, backup.attained);
    }
  }

  private differentAverages(x: Float64Array): Error {
    const change = this.backup.best.map((value, s) => value - x[s]!);
    const rich = change.reduce((most, value, s) => (value > change[most]! ? s : most), 0);
    const poor = change.reduce((least, value, s) => (value < change[least]! ? s : least), 0);
    return differentAverages(this.backup.mdp, poor, rich);
  }
}
