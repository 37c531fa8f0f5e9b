import {
  InputError,
  isInputError,
  type Reference,
  type RunDescription,
  type RunEvent,
  type RunObserver,
  type Tracker,
  whyUnwritable,
} from '@pomdp-gym/contracts';

/** Makes a tracker. */
export type MakeTracker = (tracker: Reference) => Tracker;

/** The observer of a tracker. */
interface Named {
  readonly id: string;
  readonly observer: RunObserver;
}

/**
 * The observers of one run as one: each sees every event, and the run is done once all have completed. What a tracker throws becomes
 * an InputError that names it, with the cause.
 */
export class Observers implements RunObserver {
  private readonly observers: readonly Named[];
  private over = false;

  /** @param make makes a tracker; it may be left out where there are none. */
  constructor(trackers: readonly Reference[], run: RunDescription, make: MakeTracker | undefined) {
    this.observers = trackers.map((tracker) => {
      if (!make) throw new InputError(`There is nothing here to make the tracker ${tracker.id} with.`);
      const { id } = tracker;
      return { id, observer: naming(id, () => make(tracker).observe(run)) };
    });
  }

  get some(): boolean {
    return this.observers.length > 0;
  }

  next(event: RunEvent): void {
    if (this.over) return;
    for (const { id, observer } of this.observers) naming(id, () => observer.next(event));
  }

  /** Nothing follows; each of them is called, whatever another one throws. */
  error(error: unknown): void {
    if (this.over) return;
    this.over = true;
    const thrown: unknown[] = [];
    for (const { id, observer } of this.observers) {
      try {
        naming(id, () => observer.error(error));
      } catch (fault) {
        thrown.push(fault);
      }
    }
    if (thrown.length > 0) throw thrown[0];
  }

  async complete(): Promise<void> {
    this.over = true;
    await Promise.all(
      this.observers.map(async ({ id, observer }) => {
        try {
          await observer.complete();
        } catch (thrown) {
          throw refusal(id, thrown);
        }
      }),
    );
  }
}

function naming<Result>(id: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw refusal(id, thrown);
  }
}

function refusal(id: string, thrown: unknown): InputError | Error {
  if (isInputError(thrown)) return thrown;
  return new InputError(
    `The tracker ${id} fails: ${reasonOf(thrown)}. Correct that, or leave the tracker out.`,
    {
      cause: thrown,
    },
  );
}

/** The words for what the system refuses, with the path that it names; the first line of anything else. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error && 'syscall' in thrown))
    return String(thrown).split('\n', 1)[0]!.replace(/\.$/, '');
  return `${whyUnwritable(thrown)}${'path' in thrown ? ` (${String(thrown.path)})` : ''}`;
}
