import 'reflect-metadata';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alarmTable } from './alarms/alarm-table.js';
import { type Tally, tallyOf } from './alarms/tally.js';
import { triedPlugins } from './alarms/tried-plugin.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    kinds: { type: 'string', default: '' },
    minutes: { type: 'string', default: 'Infinity' },
    kept: { type: 'string', default: 'false-alarms.jsonl' },
  },
});

const kinds = values.kinds.split(',').filter((kind) => kind !== '');
const end = performance.now() + 60_000 * Number(values.minutes);
const keyOf = ({ kind, id, seed }: Pick<Tally, 'kind' | 'id' | 'seed'>) => `${kind} ${id} ${seed}`;

/** What an earlier sweep has kept: a tally a line. */
const kept = existsSync(values.kept) ? readFileSync(values.kept, 'utf8').trim().split('\n') : [];
const tallies = kept.map((line) => JSON.parse(line) as Tally);
const done = new Set(tallies.map(keyOf));
const plugins = (await triedPlugins(process.cwd())).filter(
  ({ kind }) => kinds.length === 0 || kinds.includes(kind),
);

for (let seed = 1; seed <= Number(values.seeds); seed++) {
  for (const plugin of plugins) {
    if (done.has(keyOf({ ...plugin, seed })) || performance.now() > end) continue;
    const tally = await tallyOf(plugin, seed);
    tallies.push(tally);
    appendFileSync(values.kept, `${JSON.stringify(tally)}\n`);
    for (const problem of tally.broken)
      process.stderr.write(`${tally.kind} ${tally.id}, seed ${seed}: ${problem}\n`);
  }
}
process.stdout.write(alarmTable(tallies));
