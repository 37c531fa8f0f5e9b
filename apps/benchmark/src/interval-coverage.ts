import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { InputError } from '@pomdp-gym/contracts';
import { coverageTable, type IntervalKind, intervalKinds } from '@pomdp-gym/statistics';
import { coverageMarkdown } from './coverage-table/coverage-markdown.js';
import { coverageSource } from './coverage-table/coverage-source.js';
import { measureTable, SIZES } from './coverage-table/measure-table.js';
import { finishWith, numbers } from './command-arguments.js';

const HELP = `Measures how often the intervals of @pomdp-gym/statistics hold the mean, at nominal 95 %.

Writes the table that the package looks its coverage up in, and prints it as Markdown. Kinds that are not asked for stay
as they are in the table.

  --kind KIND     ${Object.keys(intervalKinds).join(', ')}; may be repeated; all by default
  --draws COUNT   samples of each shape and number of seeds; 10000 by default
  --seed NUMBER   1 by default
  --sizes LIST    numbers of seeds among those of the table; ${SIZES.join(',')} by default
  --further       measure the further shapes instead, and print them; the table stays`;

const TABLE = fileURLToPath(
  new URL('../../../packages/statistics/src/measured-coverage/coverage-table.ts', import.meta.url),
);

await finishWith(coverage);

function coverage(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kind: { type: 'string', multiple: true },
      draws: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      sizes: { type: 'string', default: SIZES.join(',') },
      further: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) console.log(HELP);
  else {
    const kinds = kindsNamed(values.kind ?? Object.keys(intervalKinds));
    const [draws, seed] = [numbers('--draws', values.draws)[0]!, numbers('--seed', values.seed)[0]!];
    const sizes = numbers('--sizes', values.sizes);
    const measured = measureTable(kinds, { draws, seed, sizes, further: values.further });
    if (!values.further) writeFileSync(TABLE, coverageSource({ ...coverageTable, ...measured }));
    console.log(coverageMarkdown(measured));
  }
  return Promise.resolve(0);
}

function kindsNamed(names: readonly string[]): IntervalKind[] {
  return names.map((name) => {
    if (isKind(name)) return name;
    throw new InputError(
      `--kind ${name} is no kind of interval. The kinds are ${Object.keys(intervalKinds).join(', ')}.`,
    );
  });
}

function isKind(name: string): name is IntervalKind {
  return name in intervalKinds;
}
