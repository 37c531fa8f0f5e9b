import { clock } from '../clock.js';
import { interruptible } from '../interruptible.js';
import { stageNotes } from '../stage-notes.js';
import { note } from '../terminal/terminal.js';
import type { ThreadWork } from '../worker.js';
import { inThread } from './in-thread.js';

/** What every run posts, or those that are done when a signal comes. Says on standard error how far they are, where it takes long. */
export async function replicates<Question extends { readonly runs: number }, Posted>(
  work: ThreadWork,
  question: Question,
  plugins: readonly string[],
): Promise<Posted[]> {
  const posted: Posted[] = [];
  const say = stageNotes('Estimating gradients', clock, note);
  const onMessage = (run: Posted) => say(posted.push(run) / question.runs);
  await interruptible((signal) => inThread({ work, question, plugins, signal, onMessage }));
  return posted;
}
