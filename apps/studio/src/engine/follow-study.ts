import { isInputError } from '@pomdp-gym/contracts';
import type { StudyProgress } from '@pomdp-gym/experiment';
import type { CallContext } from './call-context.js';
import type { FolderEntry, FollowQuestion, StudyNews } from './calls.js';
import { OpenedStudy } from './opened-study.js';
import { type ServerEvent, serverEvents } from './server-events.js';
import { ShownStudy } from './shown-study.js';

/** Milliseconds until a server is asked again that has refused or ended. */
const AGAIN = 2000;

/**
 * Follows what is served: emits the study of a folder as it stands, at a pace, the folders, and the status of the study that may be
 * run. Where the server refuses or ends, or the study cannot be read, it emits the sentence of that, and goes on. Rejects once the
 * signal aborts.
 */
export async function followStudy(
  { url, shown }: FollowQuestion,
  context: CallContext,
  again = AGAIN,
): Promise<never> {
  const { signal } = context;
  const follower = new StudyFollower(context, shown);
  for (;;) {
    try {
      follower.begin();
      for await (const event of serverEvents(url, signal)) await follower.take(event);
    } catch (error) {
      if (signal.aborted || !isInputError(error)) throw error;
      follower.report(error.message);
    }
    await pause(again, signal);
    signal.throwIfAborted();
  }
}

/** Emits what the events of a server report. */
class StudyFollower {
  private study: OpenedStudy | undefined;
  private shown: ShownStudy;
  private problem: string | null = null;
  private isConnected = false;

  constructor(
    private readonly context: CallContext,
    private done: number,
  ) {
    this.shown = new ShownStudy(context, done);
  }

  /** Begins with the events of another connection, which sends everything again. */
  begin(): void {
    this.done = Math.max(this.done, this.study?.done ?? 0);
    this.shown = new ShownStudy(this.context, this.done);
    this.study = undefined;
    this.isConnected = false;
  }

  async take({ event, data }: ServerEvent): Promise<void> {
    const { signal } = this.context;
    if (!this.isConnected) this.report(null);
    this.isConnected = true;
    if (event === 'status') this.emit({ kind: 'status', status: statusIn(data) });
    else if (event === 'folders') this.emit({ kind: 'folders', folders: JSON.parse(data) as FolderEntry[] });
    else if (event === 'problem') this.report(data);
    else if (event === 'study') this.read(data);
    else if (this.study && event === 'lines') {
      await this.study.takeLines(data.split('\n'), signal);
      this.shown.meanwhile(this.study);
    } else if (event === 'whole') await this.takeWhole(data === '' ? undefined : statusIn(data));
  }

  private async takeWhole(status: StudyProgress | undefined): Promise<void> {
    if (this.study) await this.shown.whole(this.study, status);
    else if (status) this.emit({ kind: 'status', status });
  }

  /** Emits a problem where it is another one. */
  report(sentence: string | null): void {
    if (sentence !== this.problem) this.emit({ kind: 'problem', sentence });
    this.problem = sentence;
  }

  /** Opens a study; where the text is no study, the lines that follow are skipped. */
  private read(text: string): void {
    this.study = undefined;
    try {
      this.study = OpenedStudy.read(text, this.context.optima);
      this.report(null);
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.report(error.message);
    }
  }

  private emit(news: StudyNews): void {
    this.context.emit(news);
  }
}

function statusIn(data: string): StudyProgress {
  return JSON.parse(data) as StudyProgress;
}

/** Resolves after the milliseconds, or once the signal aborts. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
