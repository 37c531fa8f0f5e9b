import type { TaskReport } from '@pomdp-gym/experiment';
import { SingleBar } from 'cli-progress';
import { clock } from '../clock.js';
import { note, takesCodes } from './terminal.js';

/** Shows on standard error how far a study is: a bar on a terminal, a line now and then elsewhere. */
export interface ProgressDisplay {
  heard(report: TaskReport): void;
  stop(): void;
}

/**
 * @param runs of the whole study.
 * @param done runs that an earlier command has done.
 * @param budget steps that a run may take: what a bar moves by.
 */
export function progressDisplay(runs: number, done: number, budget: number): ProgressDisplay {
  return takesCodes(process.stderr) ? bar(runs, done, budget) : lines(runs, done);
}

function bar(runs: number, done: number, budget: number): ProgressDisplay {
  const single = new SingleBar({
    format: '{bar} {percentage}% | {done} of {runs} runs | {duration_formatted}{left}',
    barCompleteChar: '━',
    barIncompleteChar: '╌',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  const begun = clock();
  const total = (runs - done) * budget;
  const under = new Map<number, number>();
  let finished = 0;
  single.start(total, 0, { done, runs, left: '' });
  return {
    heard(report) {
      if (report.kind === 'progress') under.set(report.run, Math.min(report.steps, budget));
      else {
        under.delete(report.record.run);
        finished++;
      }
      const steps = [...under.values()].reduce((sum, each) => sum + each, finished * budget);
      single.update(steps, { done: done + finished, left: timeLeft(clock() - begun, steps / total) });
    },
    stop: () => single.stop(),
  };
}

/** The most lines that are written for a whole study. */
const LINES = 10;

function lines(runs: number, done: number): ProgressDisplay {
  const begun = clock();
  let finished = 0;
  return {
    heard(report) {
      if (report.kind !== 'done') return;
      finished++;
      const all = done + finished;
      if (all < runs && Math.floor((all * LINES) / runs) === Math.floor(((all - 1) * LINES) / runs)) return;
      note(`${all} of ${runs} runs done${timeLeft(clock() - begun, finished / (runs - done))}`);
    },
    stop: () => undefined,
  };
}

/** What is left by the rule of three; nothing in the first few per cent, when that says little, and at the end. */
function timeLeft(elapsed: number, fraction: number): string {
  if (fraction < 0.03 || fraction >= 1) return '';
  const seconds = Math.ceil((elapsed * (1 - fraction)) / fraction);
  return `, about ${seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} to go`;
}
