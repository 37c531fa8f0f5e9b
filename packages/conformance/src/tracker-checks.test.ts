import type { RunDescription, RunEvent, RunObserver, Tracker, TrackerSpec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { RecordingTracker } from './recording-tracker.test.support.js';
import { trackerChecks } from './tracker-checks.js';

const bug = (create: new () => Tracker) => () => {
  const spec: TrackerSpec = {
    id: 'recording',
    summary: 'Keeps lines.',
    options: z.strictObject({}),
    create: () => new create(),
  };
  return trackerChecks(spec, { patience: 20 });
};

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
    rules: [ALL, LEAVES, APART],
    says: 'has not completed 20 milliseconds',
  },
  {
    bug: 'a throw when the run is stopped',
    checks: bug(ThrowsWhenStopped),
    rules: [STOP],
    says: 'There is no result',
  },
];

describe('The rules for trackers', () => {
  it('pass one that keeps lines', () => expectSound(bug(RecordingTracker)(), 9));

  itCatches(planted);
});
