import { grouped } from '@pomdp-gym/contracts';
import { type Clock, type StudyTime, type TaskReport, timeToGo } from '@pomdp-gym/experiment';
import { SingleBar } from 'cli-progress';
import { clock } from '../clock.js';
import { note, takesCodes } from './terminal.js';

/** Shows on standard error how far a study is: a bar on a terminal, a line now and then elsewhere. */
export interface ProgressDisplay {
  update(report: TaskReport): void;
  stop(): void;
}

/**
 * @param runs of the whole study.
 * @param done runs that an earlier command has done.
 * @param budget steps that a run may take: what a bar moves by.
 * @param time how long the others take.
 */
export function progressDisplay(
  runs: number,
  done: number,
  budget: number,
  time: StudyTime,
  now = clock,
): ProgressDisplay {
  return takesCodes(process.stderr) ? bar(runs, done, budget, time, now) : lines(runs, done, time, now);
}

function bar(runs: number, done: number, budget: number, time: StudyTime, now: Clock): ProgressDisplay {
  const single = new SingleBar({
    format: '{bar} {percentage}% | {done} of {runs} runs{doing} | {duration_formatted}{rate}{left}',
    barCompleteChar: '━',
    barIncompleteChar: '╌',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  const total = (runs - done) * budget;
  const under = new Map<number, number>();
  let finished = 0;
  const stages = new Stages();
  const speed = new Speed(now);
  single.start(total, 0, { done, runs, left: '', rate: '', doing: stages.inWords() });
  return {
    update(report) {
      stages.update(report);
      if (report.kind === 'progress' || report.kind === 'done') time.update(report);
      if (report.kind === 'progress') under.set(report.run, Math.min(report.steps, budget));
      else if (report.kind === 'done') {
        under.delete(report.record.run);
        finished++;
      }
      const steps = [...under.values()].reduce((sum, each) => sum + each, finished * budget);
      single.update(steps, {
        done: done + finished,
        doing: stages.inWords(),
        rate: speed.inWords(steps),
        left: finished > 0 ? leftInWords(time) : '',
      });
    },
    stop: () => single.stop(),
  };
}

/** What the runs that are under way are at. */
class Stages {
  private readonly of = new Map<number, string>();

  update(report: TaskReport): void {
    if (report.kind === 'stage') this.of.set(report.run, report.stage);
    else if (report.kind === 'done') this.of.delete(report.record.run);
  }

  /** `, 2 learning, 1 evaluating` */
  inWords(): string {
    const counts = new Map<string, number>();
    for (const stage of this.of.values()) counts.set(stage, (counts.get(stage) ?? 0) + 1);
    return [...counts].map(([stage, count]) => `, ${count} ${stage}`).join('');
  }
}

/** Steps a second, from the first report on: workers take time to start. */
class Speed {
  private first: { readonly at: number; readonly steps: number } | undefined;

  constructor(private readonly now: Clock) {}

  inWords(steps: number): string {
    if (steps <= 0) return '';
    this.first ??= { at: this.now(), steps };
    const seconds = this.now() - this.first.at;
    if (seconds < 1 || steps <= this.first.steps) return '';
    return `, ${grouped(Math.round((steps - this.first.steps) / seconds))} steps/s`;
  }
}

/** Lines that are written for a whole study where it is short, and seconds after which there is one more in any case. */
const LINES = 10;
const APART = 30;

function lines(runs: number, done: number, time: StudyTime, now: Clock): ProgressDisplay {
  let finished = 0;
  let due = now() + APART;
  const stages = new Stages();
  return {
    update(report) {
      stages.update(report);
      if (report.kind === 'progress' || report.kind === 'done') time.update(report);
      if (report.kind === 'done') finished++;
      const all = done + finished;
      const isStep = report.kind === 'done' && isTenth(all, runs);
      if (!isStep && now() < due) return;
      due = now() + APART;
      note(`${all} of ${runs} runs done${stages.inWords()}${finished > 0 ? leftInWords(time) : ''}`);
    },
    stop: () => undefined,
  };
}

/** Whether a tenth of the runs, or all of them, are done with this one. */
function isTenth(done: number, runs: number): boolean {
  return done >= runs || Math.floor((done * LINES) / runs) > Math.floor(((done - 1) * LINES) / runs);
}

function leftInWords(time: StudyTime): string {
  const left = time.left();
  return left && left.seconds >= 1 ? timeToGo(left.seconds, left.complete ? 'about' : 'at least') : '';
}
