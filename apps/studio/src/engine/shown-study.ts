import type { StudyProgress } from '@pomdp-gym/experiment';
import type { CallContext } from './call-context.js';
import type { StudyNews } from './calls.js';
import type { OpenedStudy } from './opened-study.js';

/** Milliseconds between two states of a study that are emitted, while it is read for the first time and afterwards. */
const [READING, FOLLOWING] = [300, 50];

/** Emits a study as it stands, at a pace, and makes it the one whose cells the page may ask for. Throws once the call is cancelled. */
export class ShownStudy {
  private emitted = -Infinity;

  /** @param done the runs that are shown of it already. */
  constructor(
    private readonly context: CallContext,
    private done = 0,
  ) {}

  /** Emits a study that is being read, now and then: each time it has twice the runs that were emitted before, as what is shown of it takes as long as its runs are many. */
  meanwhile(study: OpenedStudy): void {
    if (performance.now() - this.emitted >= READING && study.done >= 2 * this.done) this.emit(study);
  }

  /** Emits a study that is read whole, with the status that came with it, and lets a pace go by. */
  async whole(study: OpenedStudy, status?: StudyProgress): Promise<void> {
    study.isWhole = true;
    this.emit(study, status);
    await new Promise((resolve) => setTimeout(resolve, FOLLOWING));
  }

  private emit(study: OpenedStudy, status?: StudyProgress): void {
    const { opened, emit, signal } = this.context;
    signal.throwIfAborted();
    opened.study = study;
    this.emitted = performance.now();
    this.done = study.done;
    const news: StudyNews = { kind: 'study', study: study.overview(), ...(status && { status }) };
    emit(news);
  }
}
