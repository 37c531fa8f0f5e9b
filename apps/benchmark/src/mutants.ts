import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { cpuSeconds } from './cpu-seconds.js';
import { finishWith, numbers } from './command-arguments.js';
import { formats } from './mutants/formats.js';
import { mutant } from './mutants/mutant.js';
import type { MutatedFormat } from './mutants/mutated-format.js';

const HELP = `Gives every reader damaged texts of up to 100 kB, and counts how they take them.

The exit code is 1 where a reader throws anything but a sentence about its input, or takes longer than two CPU seconds.

  --count COUNT    texts of each format; 10000 by default
  --seed NUMBER    of the damage; 1 by default
  --format NAME    only this format`;

/** CPU seconds that a text of 100 kB may take. */
const SLOW = 2;

await finishWith(mutants);

function mutants(): number {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      format: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const [count = 1] = numbers('--count', values.count);
  const [seed = 1] = numbers('--seed', values.seed);
  const chosen = formats.filter(({ name }) => values.format === undefined || name === values.format);
  if (chosen.length === 0) {
    throw new InputError(
      `There is no format ${values.format}; there are ${formats.map(({ name }) => name).join(', ')}.`,
    );
  }
  return chosen.map((format) => holds(format, count, seed)).every(Boolean) ? 0 : 1;
}

/** Prints how many texts of a format are read, refused, thrown at and slow. */
function holds(format: MutatedFormat, count: number, seed: number): boolean {
  const tally = { read: 0, refused: 0, faults: 0, slow: 0 };
  let slowest = 0;
  for (let n = 0; n < count; n++) {
    const random = randomStream(seed, 'mutants', format.name, n);
    const text = mutant(format.texts[n % format.texts.length]!, random);
    const begun = cpuSeconds();
    const outcome = outcomeOf(format, text, n);
    const seconds = cpuSeconds() - begun;
    tally[outcome]++;
    slowest = Math.max(slowest, seconds);
    if (seconds <= SLOW) continue;
    tally.slow++;
    console.log(`${format.name}: text ${n} of ${text.length} characters takes ${seconds.toFixed(1)} s`);
  }
  const { read, refused, faults, slow } = tally;
  console.log(
    `${format.name}: ${count} texts, ${read} read, ${refused} refused, ${faults} faults, ${slow} slow; the slowest ${slowest.toFixed(2)} s`,
  );
  return faults === 0 && slow === 0;
}

function outcomeOf({ name, read }: MutatedFormat, text: string, n: number): 'read' | 'refused' | 'faults' {
  try {
    read(text);
    return 'read';
  } catch (error) {
    if (isInputError(error)) return 'refused';
    console.log(`${name}: text ${n}: ${error instanceof Error ? error.stack : String(error)}`);
    return 'faults';
  }
}
