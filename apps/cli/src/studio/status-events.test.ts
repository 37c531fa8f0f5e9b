import type { StudyProgress } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { StatusEvents } from './status-events.js';

const idle: StudyProgress = {
  ...{ phase: 'idle', runs: 2, done: 0, underWay: 0, stale: 0, share: 0, secondsLeft: null, problem: null },
};

/** Calls that are planned, in place of timers. */
class Plans {
  private readonly plans = new Map<object, { readonly call: () => void; readonly milliseconds: number }>();

  readonly callLater = (call: () => void, milliseconds: number) => {
    const key = {};
    this.plans.set(key, { call, milliseconds });
    return () => void this.plans.delete(key);
  };

  /** Milliseconds until each call. */
  get paces(): number[] {
    return [...this.plans.values()].map(({ milliseconds }) => milliseconds);
  }

  /** Calls all that is planned now. */
  run(): void {
    const due = [...this.plans.values()];
    this.plans.clear();
    for (const { call } of due) call();
  }
}

describe('The events of the status of a study', () => {
  const begun = () => {
    const closing = new AbortController();
    const sent: StudyProgress[] = [];
    const page = { isFull: false };
    const listeners = new Set<() => void>();
    const control = {
      status: idle,
      onChange: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const offer = (_: string, data: string) => {
      if (page.isFull || closing.signal.aborted) return false;
      return sent.push(JSON.parse(data) as StudyProgress) > 0;
    };
    const plans = new Plans();
    const events = new StatusEvents(control, { closed: closing.signal, offer }, plans.callLater);
    const change = (to: Partial<StudyProgress>): void => {
      control.status = { ...control.status, ...to };
      for (const listener of listeners) listener();
    };
    return { closing, sent, page, listeners, plans, events, change };
  };

  it('begin with the status as it is, and go with what else is sent, once', () => {
    const { sent, plans, events, change } = begun();
    expect(sent).to.deep.equal([idle]);
    expect(events.takeNews()).to.equal('');
    change({ done: 1 });
    change({ done: 2, share: 1 });
    expect(JSON.parse(events.takeNews())).to.deep.equal({ ...idle, done: 2, share: 1 });
    expect(events.takeNews()).to.equal('');
    plans.run();
    expect(sent).to.deep.equal([idle]);
  });

  it('are sent once a second for progress, after 200 ms for another phase or run, whichever is first', () => {
    const { sent, plans, change } = begun();
    change({ share: 0.1 });
    change({ share: 0.2 });
    expect(plans.paces).to.deep.equal([1000]);
    change({ done: 1 });
    change({ share: 0.3 });
    expect(plans.paces).to.deep.equal([200]);
    plans.run();
    expect(sent).to.deep.equal([idle, { ...idle, done: 1, share: 0.3 }]);
    expect(plans.paces).to.deep.equal([]);
  });

  it('are offered again, at the pace of what the page lacks, until the page takes the status as it is then', () => {
    const { sent, page, plans, change } = begun();
    page.isFull = true;
    change({ phase: 'running' });
    for (let i = 0; i < 3; i++) {
      expect(plans.paces).to.deep.equal([200]);
      plans.run();
    }
    change({ share: 0.5 });
    page.isFull = false;
    plans.run();
    expect(sent).to.deep.equal([idle, { ...idle, phase: 'running', share: 0.5 }]);
    expect(plans.paces).to.deep.equal([]);
  });

  it('end with their connection', () => {
    const { closing, sent, listeners, plans, change } = begun();
    change({ phase: 'running' });
    closing.abort();
    expect([listeners.size, plans.paces, sent]).to.deep.equal([0, [], [idle]]);
  });
});
