import {
  runsOf,
  type Study,
  type StudyProgress,
  type StudyTime,
  type TaskReport,
} from '@pomdp-gym/experiment';
import type { ResultsFolder } from '@pomdp-gym/experiment/node';
import { doRuns, numbersLeft, type RunMeans, workersFor } from '../runs/do-runs.js';
import { timeOf } from '../runs/finish-runs.js';
import { Gate } from './gate.js';

/** What a page may ask of a study. */
export const actions = ['start', 'pause', 'stop'] as const;

export type StudyAction = (typeof actions)[number];

/** Starts, pauses and stops a study. Whatever happens, each run that is done is kept in its folder, and is not done again. */
export class StudyControl {
  private phase: StudyProgress['phase'] = 'idle';
  private problem: string | null = null;
  private readonly gate = new Gate();
  /** Steps of each run under way. */
  private readonly under = new Map<number, number>();
  private time: StudyTime | undefined;
  private stopping = new AbortController();
  private ending: Promise<void> = Promise.resolve();
  private readonly runs: number;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly study: Study,
    private readonly folder: ResultsFolder,
    private readonly means: RunMeans,
  ) {
    this.runs = runsOf(study).length;
  }

  get status(): StudyProgress {
    const { phase, runs, problem } = this;
    const done = this.folder.records.size;
    const taken = [...this.under.values()].reduce((sum, steps) => sum + steps, done * this.study.budget);
    const share = runs === 0 ? 1 : Math.min(1, taken / (runs * this.study.budget));
    const secondsLeft = phase === 'running' ? (this.time?.left()?.seconds ?? null) : null;
    const { stale } = this.folder;
    return { phase, runs, done, underWay: this.under.size, stale, share, secondsLeft, problem };
  }

  /** Calls the listener whenever the status changes; the function that is returned ends that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Does what a page asks. Returns the sentence of its refusal where that is not possible now. */
  act(action: StudyAction): string | undefined {
    const refusal = this[action]();
    this.changed();
    return refusal;
  }

  /** Stops the study, where it runs or is paused, and resolves once it has ended: to whether that was so. */
  async end(): Promise<boolean> {
    const isCut = this.phase !== 'idle';
    this.stop();
    await this.ending;
    return isCut;
  }

  private start(): string | undefined {
    if (this.phase === 'stopping') return 'The study is being stopped: start it once it has ended.';
    const wasIdle = this.phase === 'idle';
    const left = numbersLeft(this.folder, this.study);
    if (left.size === 0) return 'All runs of the study are done.';
    this.phase = 'running';
    this.gate.open();
    if (wasIdle) this.ending = this.work(left);
    return undefined;
  }

  private pause(): string | undefined {
    if (this.phase !== 'running') return 'The study is not running.';
    this.phase = 'paused';
    this.gate.shut();
    return undefined;
  }

  private stop(): string | undefined {
    if (this.phase === 'idle') return 'The study is not running.';
    this.phase = 'stopping';
    this.stopping.abort();
    return undefined;
  }

  private async work(left: ReadonlySet<number>): Promise<void> {
    this.problem = null;
    this.time = timeOf(this.study, left, workersFor(this.means, left.size));
    const { signal } = (this.stopping = new AbortController());
    const watch = { signal, onReport: this.take, gate: () => this.gate.passed() };
    try {
      await doRuns(this.study, this.folder, this.means, left, watch);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.phase = 'idle';
    this.under.clear();
    this.changed();
  }

  private readonly take = (report: TaskReport): void => {
    if (report.kind === 'done') this.under.delete(report.record.run);
    else if (report.kind === 'progress')
      this.under.set(report.run, Math.min(report.steps, this.study.budget));
    else if (report.kind === 'stage' && !this.under.has(report.run)) this.under.set(report.run, 0);
    if (report.kind === 'done' || report.kind === 'progress') this.time?.update(report);
    this.changed();
  };

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
