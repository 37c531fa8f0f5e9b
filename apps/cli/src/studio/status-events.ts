import type { StudyProgress } from '@pomdp-gym/experiment';
import type { EventStream } from './event-stream.js';
import type { StudyControl } from './study-control.js';

/** Milliseconds until a change of a status is sent: of its phase or its runs, and of its progress alone. */
const [PACE, PROGRESS] = [200, 1000];

/** Calls a function after so many milliseconds. Returns what cancels that. */
export type CallLater = (call: () => void, milliseconds: number) => () => void;

/** Sends the status of a study now, and at a pace whenever it has changed; the last one once the page takes it. */
export class StatusEvents {
  /** Cancels what is planned; undefined where the page has the status as it is. */
  private cancel: (() => void) | undefined;
  private isUrgent = false;
  /** What the page has; undefined until it takes a first status. */
  private sent: StudyProgress | undefined;

  constructor(
    private readonly control: Pick<StudyControl, 'status' | 'onChange'>,
    private readonly stream: Pick<EventStream, 'closed' | 'offer'>,
    private readonly callLater: CallLater = byTimer,
  ) {
    const forget = control.onChange(() => this.plan());
    stream.closed.addEventListener('abort', () => {
      forget();
      this.forgetPlan();
    });
    this.send();
  }

  /** The status as JSON where it has changed, which then counts as sent: the page draws it with what it is sent beside. Empty elsewhere. */
  takeNews(): string {
    if (!this.cancel) return '';
    this.forgetPlan();
    this.sent = this.control.status;
    return JSON.stringify(this.sent);
  }

  /** Plans to send the status, sooner where more than its progress has changed. */
  private plan(): void {
    const isUrgent = urgentPart(this.control.status) !== (this.sent && urgentPart(this.sent));
    if (this.cancel && (this.isUrgent || !isUrgent)) return;
    this.forgetPlan();
    this.isUrgent = isUrgent;
    this.cancel = this.callLater(() => this.send(), isUrgent ? PACE : PROGRESS);
  }

  private send(): void {
    this.forgetPlan();
    const { status } = this.control;
    if (this.stream.offer('status', JSON.stringify(status))) this.sent = status;
    else if (!this.stream.closed.aborted) this.plan();
  }

  private forgetPlan(): void {
    this.cancel?.();
    this.cancel = undefined;
    this.isUrgent = false;
  }
}

function urgentPart({ phase, done, stale, problem }: StudyProgress): string {
  return JSON.stringify([phase, done, stale, problem]);
}

function byTimer(call: () => void, milliseconds: number): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}
