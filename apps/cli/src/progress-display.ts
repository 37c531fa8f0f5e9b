import type { TaskReport } from '@pomdp-gym/experiment';
import { SingleBar } from 'cli-progress';
import { clock } from './clock.js';
import { note } from './terminal.js';

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
  return process.stderr.isTTY ? bar(runs, done, budget) : lines(runs, done);
}

function bar(runs: number, done: number, budget: number): ProgressDisplay {
  const single = new SingleBar({
    format: '{bar} {percentage}% | {done} of {runs} runs | {duration_formatted}, {eta_formatted} to go',
    barCompleteChar: '━',
    barIncompleteChar: '╌',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  const under = new Map<number, number>();
  single.start((runs - done) * budget, 0, { done, runs });
  let finished = 0;
  const update = () => {
    const steps = [...under.values()].reduce((sum, each) => sum + Math.min(each, budget), finished * budget);
    single.update(steps, { done: done + finished });
  };
  return {
    heard(report) {
      if (report.kind === 'progress') under.set(report.run, report.steps);
      else {
        under.delete(report.record.run);
        finished++;
      }
      update();
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
      const left = ((clock() - begun) / finished) * (runs - all);
      note(`${all} of ${runs} runs done${all < runs ? `, about ${Math.ceil(left)} s to go` : ''}`);
    },
    stop: () => undefined,
  };
}
