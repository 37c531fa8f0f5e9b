import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type RunDescription,
  type RunEvent,
  type RunObserver,
  runPath,
  type Tracker,
  tracker,
} from '@pomdp-gym/contracts';
import { z } from 'zod';

// Yours: the options. `compare --tracker template:folder=events` sets them.
const options = z.strictObject({
  folder: z.string().min(1).default('events').describe('Where to write, a file for each run'),
});

/** Writes the events of one run, a line of JSON each. What `complete` returns may be a promise: the run is done once it has settled. */
class JsonLines implements RunObserver {
  private readonly file: string;

  constructor(folder: string, run: RunDescription) {
    this.file = join(folder, ...runPath(run)) + '.jsonl';
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, '');
  }

  // Yours: what to keep of an event. Its kinds are started, start, iterate, probe, progress, episode, finished and failed.
  next(event: RunEvent): void {
    this.write(event);
  }

  /** The run was stopped, or its thread ended. */
  error(error: unknown): void {
    this.write({ kind: 'stopped', reason: String(error) });
  }

  complete(): void {
    this.write({ kind: 'completed' });
  }

  private write(line: object): void {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }
}

export const template = tracker({
  id: 'template',
  summary: 'Writes the events of each run as lines of JSON.',
  options,
  create: ({ folder }): Tracker => ({ observe: (run) => new JsonLines(folder, run) }),
});
