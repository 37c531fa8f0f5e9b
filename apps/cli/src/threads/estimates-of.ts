import { interruptible } from '../interruptible.js';
import { note } from '../terminal/terminal.js';
import { inThread } from './in-thread.js';
import type { Estimates, EstimatesQuestion } from './post-estimates.js';

/** The estimates of every run, or of those that are done when a signal comes. Says on standard error how far they are. */
export async function estimatesOf(
  question: EstimatesQuestion,
  plugins: readonly string[],
): Promise<Estimates[]> {
  const estimates: Estimates[] = [];
  const say = sayNowAndThen(question.runs);
  const onMessage = (run: Estimates) => say(estimates.push(run));
  await interruptible((signal) => inThread({ work: 'estimates', question, plugins, signal, onMessage }));
  return estimates;
}

/** Says on standard error how far the runs are: ten times in all. */
function sayNowAndThen(runs: number): (done: number) => void {
  const apart = Math.ceil(runs / 10);
  return (done) => {
    if (done % apart === 0 || done === runs) note(`${done} of ${runs} runs done`);
  };
}
