import type { StudyProgress } from '@pomdp-gym/experiment';
import type { EventStream } from './event-stream.js';
import type { StudyControl } from './study-control.js';

/** Milliseconds until a change of a status is sent: of its phase or its runs, and of its progress alone. */
const [PACE, PROGRESS] = [200, 1000];

/** Sends the status of a study now, and at a pace whenever it has changed; the last one once the page takes it. */
export class StatusEvents {
  private timer: NodeJS.Timeout | undefined;
  private isUrgent = false;
  private sent: StudyProgress;

  constructor(
    private readonly control: Pick<StudyControl, 'status' | 'onChange'>,
    private readonly stream: Pick<EventStream, 'closed' | 'offer'>,
  ) {
    this.sent = control.status;
    const forget = control.onChange(() => this.plan());
    stream.closed.addEventListener('abort', () => {
      forget();
      clearTimeout(this.timer);
    });
    this.send();
  }

  /** The status as JSON where it has changed, which then counts as sent: the page draws it with what it is sent beside. Empty elsewhere. */
  takeNews(): string {
    if (!this.timer) return '';
    this.forgetTimer();
    return this.taken();
  }

  /** Plans to send the status, sooner where more than its progress has changed. */
  private plan(): void {
    const isUrgent = urgentPart(this.control.status) !== urgentPart(this.sent);
    if (this.timer && (this.isUrgent || !isUrgent)) return;
    this.forgetTimer();
    this.isUrgent = isUrgent;
    this.timer = setTimeout(() => this.send(), isUrgent ? PACE : PROGRESS);
  }

  private send(): void {
    this.forgetTimer();
    if (!this.stream.offer('status', this.taken()) && !this.stream.closed.aborted) this.plan();
  }

  private taken(): string {
    this.sent = this.control.status;
    return JSON.stringify(this.sent);
  }

  private forgetTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isUrgent = false;
  }
}

function urgentPart({ phase, done, stale, problem }: StudyProgress): string {
  return JSON.stringify([phase, done, stale, problem]);
}
