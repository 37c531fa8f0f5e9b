import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A tracker `hold`: in each process so many runs come to their end, and no other does. Signals are served meanwhile. */
const plugin = `import { z } from '${import.meta.resolve('zod')}';
  const options = z.strictObject({ after: z.int().default(0).describe('Runs that end') });
  let ended = 0;
  const complete = (after) => (++ended > after ? new Promise(() => undefined) : undefined);
  const ignore = () => undefined;
  const create = ({ after }) => ({ observe: () => ({ next: ignore, error: ignore, complete: () => complete(after) }) });
  const spec = { id: 'hold', summary: 'Holds runs.', options, create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/tracker')).toConstantValue(spec) };`;

/** Writes a plugin into a folder. Returns the flags by which `compare`, with one worker, does so many runs there and then waits for a signal. */
export function holdRuns(home: string, after: number): string[] {
  const path = join(home, 'hold-runs.js');
  writeFileSync(path, plugin);
  return ['--plugin', path, '--tracker', `hold:after=${after}`];
}
