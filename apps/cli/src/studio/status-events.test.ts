import type { StudyProgress } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { StatusEvents } from './status-events.js';

const idle: StudyProgress = {
  ...{ phase: 'idle', runs: 2, done: 0, underWay: 0, stale: 0, share: 0, secondsLeft: null, problem: null },
};

describe('The events of the status of a study', () => {
  const begun = () => {
    const closing = new AbortController();
    const sent: StudyProgress[] = [];
    const listeners = new Set<() => void>();
    const control = {
      status: idle,
      onChange: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const offer = (_: string, data: string) => sent.push(JSON.parse(data) as StudyProgress) > 0;
    const events = new StatusEvents(control, { closed: closing.signal, offer });
    const change = (to: Partial<StudyProgress>): void => {
      control.status = { ...control.status, ...to };
      for (const listener of listeners) listener();
    };
    return { closing, sent, listeners, events, change };
  };

  it('begin with the status as it is, and go with what else is sent, once', () => {
    const { closing, sent, events, change } = begun();
    expect(sent).to.deep.equal([idle]);
    expect(events.takeNews()).to.equal('');
    change({ done: 1 });
    change({ done: 2, share: 1 });
    expect(JSON.parse(events.takeNews())).to.deep.equal({ ...idle, done: 2, share: 1 });
    expect(events.takeNews()).to.equal('');
    expect(sent).to.have.length(1);
    closing.abort();
  });

  it('end with their connection', () => {
    const { closing, sent, listeners, change } = begun();
    change({ phase: 'running' });
    closing.abort();
    expect([listeners.size, sent.length]).to.deep.equal([0, 1]);
  });
});
