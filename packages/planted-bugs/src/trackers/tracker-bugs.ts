import { trackerChecks, type TrackerSettings } from '@pomdp-gym/conformance';
import type { RunDescription, RunEvent, RunObserver, Tracker, TrackerSpec } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { PlantedBug } from '../planted-bug.js';

/** Keeps the names of the events of each run. Sound; each part of it is open to a bug. */
class Recording implements Tracker {
  readonly lines: string[] = [];

  observe({ seed }: RunDescription): RunObserver {
    const kept: string[] = [];
    return {
      next: (event) => this.take(kept, event),
      error: () => undefined,
      complete: () => void this.lines.push(`seed ${seed}: ${kept.join(', ')}`),
    };
  }

  protected take(kept: string[], event: RunEvent): void {
    kept.push(event.kind);
  }
}

class Rounds extends Recording {
  protected override take(kept: string[], event: RunEvent): void {
    super.take(kept, event);
    if ('averageReward' in event && event.averageReward !== null)
      Object.assign(event, { averageReward: Math.round(event.averageReward) });
  }
}

class WritesDescription extends Recording {
  override observe(run: RunDescription): RunObserver {
    Object.assign(run.agent, { name: run.agent.name.toUpperCase() });
    return super.observe(run);
  }
}

/** A solver has no parameters. */
class ExpectsParameters extends Recording {
  protected override take(kept: string[], event: RunEvent): void {
    super.take(kept, event);
    if (event.kind === 'iterate' && !event.theta) throw new TypeError('Cannot read properties of null.');
  }
}

/** Knows the events that were there when it was written. */
class KnowsThree extends Recording {
  protected override take(kept: string[], event: RunEvent): void {
    if (!['started', 'start', 'progress', 'iterate', 'probe', 'finished', 'failed'].includes(event.kind))
      throw new RangeError(`The event ${event.kind} is unknown.`);
    super.take(kept, event);
  }
}

let written = '';

/** Writes an event when the next one comes, and forgets the last but one where the run completes. */
class LosesEvents extends Recording {
  private waiting: RunEvent[] = [];

  protected override take(kept: string[], event: RunEvent): void {
    super.take(kept, event);
    this.waiting.push(event);
    if (this.waiting.length < 3) return;
    written += JSON.stringify(this.waiting.shift());
  }
}

class OneObserver extends Recording {
  private observer: RunObserver | undefined;

  override observe(run: RunDescription): RunObserver {
    return (this.observer ??= super.observe(run));
  }
}

/** Waits for an event that a run of a solver has not. */
class NeverDone extends Recording {
  override observe(run: RunDescription): RunObserver {
    const done = new Promise<void>(() => undefined);
    return { ...super.observe(run), complete: () => done };
  }
}

class ThrowsWhenStopped extends Recording {
  override observe(run: RunDescription): RunObserver {
    const error = (problem: unknown): never => {
      throw new Error('The run has no result.', { cause: problem });
    };
    return { ...super.observe(run), error };
  }
}

const ALL = 'It takes every event of a run, of each kind of agent, and completes.';
const LEAVES = 'It leaves events and the description of the run as they are.';

function trackerBug(
  name: string,
  wrong: string,
  rule: string,
  create: new () => Tracker,
  settings: TrackerSettings = {},
): PlantedBug {
  const spec: TrackerSpec = {
    id: 'recording',
    summary: 'Keeps the names of events.',
    options: z.strictObject({}),
    create: () => new create(),
  };
  return {
    id: `tracker/${name}`,
    wrong,
    rule,
    checks: () => trackerChecks(spec, { patience: 20, ...settings }),
  };
}

/** Mistakes of trackers. */
export const trackerBugs = [
  trackerBug(
    'rounds-events',
    'It rounds the average reward in the event itself, which others see too.',
    LEAVES,
    Rounds,
  ),
  trackerBug(
    'renames-agent',
    'It writes the name of the agent in capitals into the description.',
    LEAVES,
    WritesDescription,
  ),
  trackerBug(
    'expects-parameters',
    'It expects parameters of every point, and a solver has none.',
    ALL,
    ExpectsParameters,
  ),
  trackerBug(
    'unknown-event',
    'It throws at the end of an episode, an event that it does not know.',
    ALL,
    KnowsThree,
  ),
  trackerBug('never-completes', 'Its completion never settles.', ALL, NeverDone),
  trackerBug(
    'last-events-lost',
    'It writes events late, and loses the last of them when the run completes.',
    'Once it has completed, the figures of the run are recorded, in the order in which they came.',
    LosesEvents,
    { recorded: () => written },
  ),
  trackerBug(
    'one-observer',
    'It follows all runs with one observer.',
    'It observes two runs at once, each with an observer of its own.',
    OneObserver,
  ),
  trackerBug(
    'throws-when-stopped',
    'It throws where a run is stopped.',
    'It takes a run that is stopped before it ends.',
    ThrowsWhenStopped,
  ),
];
