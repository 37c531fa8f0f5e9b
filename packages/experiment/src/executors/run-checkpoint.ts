import { z } from 'zod';
import { choiceTallies } from '../run/choice-tallies.js';
import { savedAscent } from '../run/saved-ascent.js';

/** Where a run stands at an iterate, and what its record holds so far. Plain JSON, if −0 keeps its sign. */
export const runCheckpoint = z.strictObject({
  ascent: savedAscent,
  /** What the events so far leave in the record. */
  state: z.strictObject({
    optimum: z.number().nullable(),
    choices: choiceTallies,
    iterates: z.int().min(0),
    probes: z.int().min(0),
    start: z.array(z.number()).nullable(),
    theta: z.array(z.number()).nullable(),
    curve: z.array(z.tuple([z.number(), z.number()])),
    steps: z.int().min(0),
  }),
  /** How many events there were, and the last link of their chain; null where they are not chained. */
  events: z.strictObject({ count: z.int(), chain: z.string() }).nullable(),
  /** Wall time. */
  seconds: z.number().min(0),
});

export type RunCheckpoint = z.infer<typeof runCheckpoint>;
