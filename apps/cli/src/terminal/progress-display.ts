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
  return takesCodes(process.stderr) ? bar(runs, done, budget, time) : lines(runs, done, time, now);
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

/** Lines that are written for a whole study where it is short, and seconds after which there is one more in any case. */
const LINES = 10;
const APART = 30;

function lines(runs: number, done: number, time: StudyTime, now: Clock): ProgressDisplay {
  let finished = 0;
  let due = now() + APART;
  return {
    update(report) {
      time.update(report);
      if (report.kind === 'done') finished++;
      const all = done + finished;
      const isStep = report.kind === 'done' && isTenth(all, runs);
      if (!isStep && now() < due) return;
      due = now() + APART;
      note(`${all} of ${runs} runs done${leftInWords(time)}`);
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
