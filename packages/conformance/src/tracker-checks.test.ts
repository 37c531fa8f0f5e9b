import type { RunDescription, RunEvent, RunObserver, Tracker, TrackerSpec } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { z } from 'zod';
import { expectSound, itCatches, type Planted, undecidedRules } from './broken-rules.test.support.js';
import { RecordingTracker } from './recording-tracker.test.support.js';
import { trackerChecks } from './tracker-checks.js';

const specOf = (create: (lines: string[]) => Tracker, lines: string[] = []): TrackerSpec => ({
  id: 'recording',
  summary: 'Keeps lines.',
  options: z.strictObject({}),
  create: () => create(lines),
});

const bug = (create: new (lines: string[]) => Tracker) => () => {
  const lines: string[] = [];
  const spec = specOf((given) => new create(given), lines);
  return trackerChecks(spec, { patience: 20, recorded: () => lines.join('\n') });
};

/** Is done before its lines are written. */
class WritesLate extends RecordingTracker {
  override observe(run: RunDescription): RunObserver {
    const observer = super.observe(run);
    return { ...observer, complete: () => void setTimeout(() => observer.complete(), 5) };
  }
}

/** Puts what comes last first. */
class Backwards extends RecordingTracker {
  protected override take(kept: string[], event: RunEvent): void {
    const one: string[] = [];
    super.take(one, event);
    kept.unshift(...one);
  }
}

class Rewriting extends RecordingTracker {
  protected override take(kept: string[], event: RunEvent): void {
    super.take(kept, event);
    if ('detail' in event) Object.assign(event, { detail: {} });
  }
}

/** Expects parameters of every point: a solver's has none. */
class ExpectsParameters extends RecordingTracker {
  protected override take(kept: string[], event: RunEvent): void {
    super.take(kept, event);
    if (event.kind === 'iterate' && !event.theta) throw new TypeError('theta is null');
  }
}

class OneObserver extends RecordingTracker {
  private observer: RunObserver | undefined;

  override observe(run: RunDescription): RunObserver {
    return (this.observer ??= super.observe(run));
  }
}

class NeverDone extends RecordingTracker {
  override observe(run: RunDescription): RunObserver {
    return { ...super.observe(run), complete: () => new Promise<void>(() => undefined) };
  }
}

class ThrowsWhenStopped extends RecordingTracker {
  override observe(run: RunDescription): RunObserver {
    const fail = (): never => {
      throw new Error('There is no result.');
    };
    return { ...super.observe(run), error: fail };
  }
}

const ALL = 'It takes every event of a run, of each kind of agent, and completes.';
const LEAVES = 'It leaves events and the description of the run as they are.';
const APART = 'It observes two runs at once, each with an observer of its own.';
const RECORDS =
  'Once it has completed, the figures of the run are recorded, in the order in which they came.';
const STOP = 'It takes a run that is stopped before it ends.';

const planted: readonly Planted[] = [
  {
    bug: 'events that are rewritten',
    checks: bug(Rewriting),
    rules: [LEAVES],
    says: 'wrote into what it was shown',
  },
  {
    bug: 'parameters that are taken for granted',
    checks: bug(ExpectsParameters),
    rules: [ALL],
    says: 'theta is null',
  },
  { bug: 'one observer for all runs', checks: bug(OneObserver), rules: [APART], says: 'with one observer' },
  {
    bug: 'a tracker that never completes',
    checks: bug(NeverDone),
    rules: [ALL, LEAVES, APART, RECORDS],
    says: 'has not completed 20 milliseconds',
  },
  {
    bug: 'lines that are written after it has completed',
    checks: bug(WritesLate),
    rules: [RECORDS],
    says: 'not both recorded',
  },
  { bug: 'lines in the wrong order', checks: bug(Backwards), rules: [RECORDS], says: 'in the wrong order' },
  {
    bug: 'a throw when the run is stopped',
    checks: bug(ThrowsWhenStopped),
    rules: [STOP],
    says: 'There is no result',
  },
];

describe('The rules for trackers', () => {
  it('pass one that keeps lines', () => expectSound(bug(RecordingTracker)(), 10));

  it('do not decide what it records where nothing shows that', async () => {
    const undecided = await undecidedRules(trackerChecks(specOf(() => new RecordingTracker())));
    expect([...undecided.keys()]).to.deep.equal([RECORDS]);
  });

  itCatches(planted);
});
