import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alarmTable } from './alarms/alarm-table.js';
import { type Tally, tallyOf } from './alarms/tally.js';
import { triedPlugins } from './alarms/tried-plugin.js';

/** Holds shipped plugins to their rules under many seeds, goes on from what is kept, and returns the table of all that is kept. */
export async function falseAlarms(root: string, words: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seeds: { type: 'string', default: '20' },
      kinds: { type: 'string', default: '' },
      minutes: { type: 'string', default: 'Infinity' },
      kept: { type: 'string', default: 'false-alarms.jsonl' },
    },
  });
  const kinds = values.kinds.split(',').filter((kind) => kind !== '');
  const plugins = (await triedPlugins(root)).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const end = performance.now() + 60_000 * Number(values.minutes);
  const done = new Set(keptIn(values.kept).map(keyOf));
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    for (const plugin of plugins) {
      if (done.has(keyOf({ ...plugin, seed })) || performance.now() > end) continue;
      appendFileSync(values.kept, `${JSON.stringify(await tallyOf(plugin, seed))}\n`);
    }
  }
  const tallies = keptIn(values.kept);
  const problems = tallies.flatMap(({ kind, id, seed, broken }) =>
    broken.map((problem) => `${kind} ${id}, seed ${seed}: ${problem}`),
  );
  return [alarmTable(tallies), ...problems];
}

/** What an earlier sweep has kept: a tally a line. */
function keptIn(path: string): Tally[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Tally);
}

function keyOf({ kind, id, seed }: Pick<Tally, 'kind' | 'id' | 'seed'>): string {
  return `${kind} ${id} ${seed}`;
}
