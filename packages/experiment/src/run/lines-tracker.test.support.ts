import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { tracker } from '@pomdp-gym/contracts';
import { z } from 'zod';

/** Writes the events of a run as lines of a file of its own in a folder, and takes a moment to complete. */
export const linesTracker = tracker({
  id: 'lines',
  summary: 'A file a run.',
  options: z.strictObject({
    folder: z.string().default('.').describe('Where to write'),
    throwing: z.boolean().default(false).describe('Whether it throws at the first point'),
  }),
  create: ({ folder, throwing }) => ({
    observe({ environment, agent, seed }) {
      const file = join(folder, `${environment.name} ${agent.name} ${seed}.jsonl`);
      const write = (value: unknown) => appendFileSync(file, `${JSON.stringify(value)}\n`);
      return {
        next(event) {
          if (throwing && event.kind === 'start') throw new Error('The disk is full.');
          write(event);
        },
        error: (error) => write({ stopped: String(error) }),
        async complete() {
          await setTimeout(1);
          write('complete');
        },
      };
    },
  }),
});
