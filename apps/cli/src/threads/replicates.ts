import { interruptible } from '../interruptible.js';
import { note } from '../terminal/terminal.js';
import type { ThreadWork } from '../worker.js';
import { inThread } from './in-thread.js';

/** What every run posts, or those that are done when a signal comes. Says on standard error how far they are. */
export async function replicates<Question extends { readonly runs: number }, Posted>(
  work: ThreadWork,
  question: Question,
  plugins: readonly string[],
): Promise<Posted[]> {
  const posted: Posted[] = [];
  const say = sayNowAndThen(question.runs);
  const onMessage = (run: Posted) => say(posted.push(run));
  await interruptible((signal) => inThread({ work, question, plugins, signal, onMessage }));
  return posted;
}

/** Says on standard error how far the runs are: ten times in all. */
function sayNowAndThen(runs: number): (done: number) => void {
  const apart = Math.ceil(runs / 10);
  return (done) => {
    if (done % apart === 0 || done === runs) note(`${done} of ${runs} runs done`);
  };
}
