import { join } from 'node:path';
import { z } from 'zod';
import { fileLines } from './file-lines.js';

export const TIMINGS = 'timings.jsonl';

const timingSchema = z.object({ number: z.int(), seconds: z.number() });

/** Seconds of wall time by number, as far as a folder knows them. */
export function timingsIn(folder: string): Map<number, number> {
  const timings = new Map<number, number>();
  for (const line of fileLines(join(folder, TIMINGS))) {
    const { data } = timingSchema.safeParse(parseJson(line));
    if (data) timings.set(data.number, data.seconds);
  }
  return timings;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
