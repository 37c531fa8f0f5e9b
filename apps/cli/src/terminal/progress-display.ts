import { type StudyTime, type TaskReport, timeToGo } from '@pomdp-gym/experiment';
import { SingleBar } from 'cli-progress';
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
): ProgressDisplay {
  return takesCodes(process.stderr) ? bar(runs, done, budget, time) : lines(runs, done, time);
}

function bar(runs: number, done: number, budget: number, time: StudyTime): ProgressDisplay {
  const single = new SingleBar({
    format: '{bar} {percentage}% | {done} of {runs} runs | {duration_formatted}{left}',
    barCompleteChar: '━',
    barIncompleteChar: '╌',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  const total = (runs - done) * budget;
  const under = new Map<number, number>();
  let finished = 0;
  single.start(total, 0, { done, runs, left: '' });
  return {
    update(report) {
      time.update(report);
      if (report.kind === 'progress') under.set(report.run, Math.min(report.steps, budget));
      else {
        under.delete(report.record.run);
        finished++;
      }
      const steps = [...under.values()].reduce((sum, each) => sum + each, finished * budget);
      single.update(steps, { done: done + finished, left: leftInWords(time) });
    },
    stop: () => single.stop(),
  };
}

/** The most lines that are written for a whole study. */
const LINES = 10;

function lines(runs: number, done: number, time: StudyTime): ProgressDisplay {
  let finished = 0;
  return {
    update(report) {
      time.update(report);
      if (report.kind !== 'done') return;
      finished++;
      const all = done + finished;
      if (all < runs && Math.floor((all * LINES) / runs) === Math.floor(((all - 1) * LINES) / runs)) return;
      note(`${all} of ${runs} runs done${leftInWords(time)}`);
    },
    stop: () => undefined,
  };
}

function leftInWords(time: StudyTime): string {
  const left = time.left();
  return left && left.seconds >= 1 ? timeToGo(left.seconds, left.complete ? 'about' : 'at least') : '';
}
