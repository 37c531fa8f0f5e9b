import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alarmTable } from './alarms/alarm-table.js';
import { type Tally, tallyOf, tallyOfChance } from './alarms/tally.js';
import { trials } from './alarms/trials.js';
import { triedPlugins } from './alarms/tried-plugin.js';

/**
 * Holds shipped plugins to their rules under many seeds, goes on from what is kept, and returns the table of all that is kept. The first
 * seed tries every rule, the others those that a seed can break though a plugin is sound.
 */
export async function falseAlarms(root: string, words: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seeds: { type: 'string', default: '20' },
      kinds: { type: 'string', default: '' },
      spread: { type: 'string', default: '' },
      minutes: { type: 'string', default: 'Infinity' },
      kept: { type: 'string', default: 'false-alarms.jsonl' },
    },
  });
  const kinds = namesIn(values.kinds);
  const plugins = (await triedPlugins(root)).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  const end = performance.now() + 60_000 * Number(values.minutes);
  const done = new Set(keptIn(values.kept).map(keyOf));
  for (const [plugin, seed] of trials(plugins, Number(values.seeds), namesIn(values.spread))) {
    if (done.has(keyOf({ ...plugin, seed })) || performance.now() > end) continue;
    const tally = await (seed === 1 ? tallyOf : tallyOfChance)(plugin, seed);
    appendFileSync(values.kept, `${JSON.stringify(tally)}\n`);
  }
  return reportOf(keptIn(values.kept));
}

function namesIn(list: string): readonly string[] {
  return list.split(',').filter((name) => name !== '');
}

/** The table, what was broken, and what was not decided under the first seed, which tries every rule. */
function reportOf(tallies: readonly Tally[]): readonly string[] {
  const linesOf = ({ kind, id, seed }: Tally, texts: readonly string[]) =>
    texts.map((text) => `${kind} ${id}, seed ${seed}: ${text}`);
  return [
    alarmTable(tallies),
    ...tallies.flatMap((tally) => linesOf(tally, tally.broken)),
    ...tallies.filter(({ seed }) => seed === 1).flatMap((tally) => linesOf(tally, tally.undecided)),
  ];
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
