import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunEvent, type RunObserver, type Tracker, tracker } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { scalarEvent, versionEvent } from './event-message.js';
import { record } from './record.js';
import { runFolder } from './run-folder.js';

const PREFIX = 'events.out.tfevents.';

/** Writes the event file of a run, which replaces one of an earlier time. */
class EventFile implements RunObserver {
  private readonly file: string;
  private waiting: Uint8Array[] = [];

  constructor(
    folder: string,
    private readonly clock: () => number,
  ) {
    for (const name of readdirSync(folder)) if (name.startsWith(PREFIX)) rmSync(join(folder, name));
    this.file = join(folder, `${PREFIX}${Math.floor(clock())}.pomdp-gym`);
    writeFileSync(this.file, record(versionEvent(clock())));
  }

  next(event: RunEvent): void {
    const scalars = scalarsOf(event);
    if (Object.keys(scalars).length === 0 || !('steps' in event)) return;
    this.waiting.push(record(scalarEvent(this.clock(), event.steps, scalars)));
    if (event.kind !== 'episode' || this.waiting.length >= BLOCK) this.flush();
  }

  error(): void {
    this.flush();
  }

  complete(): void {
    this.flush();
  }

  private flush(): void {
    if (this.waiting.length > 0) appendFileSync(this.file, Buffer.concat(this.waiting));
    this.waiting = [];
  }
}

/** Records of episodes that are written at once. */
const BLOCK = 1000;

/** The numbers of an event by their tags. A bound that is infinite is left out. */
function scalarsOf(event: RunEvent): Readonly<Record<string, number>> {
  switch (event.kind) {
    case 'iterate':
      return {
        ...(event.averageReward !== null && { 'reward/average': event.averageReward }),
        ...Object.fromEntries(
          Object.entries(event.detail).map(([name, value]) => [`optimizer/${name}`, value]),
        ),
      };
    case 'episode':
      return { 'episode/reward': event.reward, 'episode/length': event.length };
    case 'progress':
      return {
        ...(Number.isFinite(event.lower) && { 'bounds/lower': event.lower! }),
        ...(Number.isFinite(event.upper) && { 'bounds/upper': event.upper! }),
      };
    case 'finished':
      return {
        'final/average_reward': event.averageReward,
        ...(event.discounted && { 'final/discounted_value': event.discounted.value }),
      };
    default:
      return {};
  }
}

const options = z.strictObject({
  folder: z
    .string()
    .min(1)
    .default('runs')
    .describe('Where to write, a folder for each run: tensorboard --logdir runs'),
});

export const tensorboard = tracker({
  id: 'tensorboard',
  summary: 'TensorBoard event files: η along the way, episodes, bounds and figures of the optimizer.',
  options,
  create: ({ folder }, clock = () => 0): Tracker => ({
    observe: (run) => new EventFile(runFolder(folder, run), clock),
  }),
});
