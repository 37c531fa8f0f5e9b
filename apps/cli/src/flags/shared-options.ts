import { type Command, InvalidArgumentError, Option } from 'commander';
import { projectPlugins } from './project-plugins.js';

export interface SharedOptions {
  readonly json?: true;
  readonly plugin: readonly string[];
}

/**
 * The options that every command has.
 *
 * @param pluginsOf the plugins of the project around a folder, which are loaded before those that the person names. They are looked up
 * when the command runs, so that its help needs no package.json.
 */
export function addSharedOptions(
  command: Command,
  pluginsOf: (folder: string) => readonly string[] | Promise<readonly string[]> = projectPlugins,
): Command {
  return command
    .hook('preAction', async () => {
      const { plugin } = command.opts<SharedOptions>();
      command.setOptionValue('plugin', [...(await pluginsOf(process.cwd())), ...plugin]);
    })
    .addOption(
      new Option(
        '--plugin <path-or-package>',
        'load a plugin besides those shipped and those of the project; may be repeated',
      )
        .argParser(collect)
        .default([], 'those that package.json names'),
    )
    .option('--json', 'print one JSON document on standard output, and nothing else there');
}

/** `--seed` of a command without randomness: every command accepts it, so scripts can pass it to all. */
export function addIdleSeed(command: Command): Command {
  return command.option('--seed <number>', 'accepted by every command; has no effect here', wholeNumber(0));
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** Reads a whole number of at least `least`, and of `most` at most. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const isWhole = /^\s*\+?[\d.]+(e\+?\d+)?\s*$/i.test(text) && Number.isInteger(value);
    if (isWhole && value > most && most < Number.MAX_SAFE_INTEGER)
      throw new InvalidArgumentError(`It must be at most ${most}.`);
    if (isWhole && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
  };
}

/** Reads how many seeds there are: from 1 to a million. */
export const seedCount = wholeNumber(1, 1_000_000);

/** Reads a number above 0. */
export function positiveNumber(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** Reads numbers with commas between them: `1,1,-1,-1`. */
export function numberList(text: string): readonly number[] {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (numbers.every(Number.isFinite)) return numbers;
  throw new InvalidArgumentError('It must be numbers with commas between them, such as 1,1,-1,-1.');
}

/** Reads T for all gradients, or T,T for directions and line searches. */
export function gradientSteps(text: string): readonly number[] {
  const steps = numberList(text);
  if (steps.length <= 2 && steps.every((T) => Number.isSafeInteger(T) && T >= 1)) return steps;
  throw new InvalidArgumentError(
    'It must be T, or T,T for directions and line searches: whole numbers of at least 1.',
  );
}

/** Reads sizes of controllers: `1,2,4`. */
export function nodeCounts(text: string): readonly number[] {
  const counts = numberList(text);
  const areDistinct = new Set(counts).size === counts.length;
  if (areDistinct && counts.every((count) => Number.isSafeInteger(count) && count >= 1)) return counts;
  throw new InvalidArgumentError('It must be numbers of nodes, each once, with commas between them: 1,2,4.');
}

/** Help's last part: command lines that work as they stand. */
export function examples(...lines: readonly (readonly [line: string, what: string])[]): string {
  const width = Math.max(...lines.map(([line]) => line.length));
  return `\nExamples:\n${lines.map(([line, what]) => `  $ ${line.padEnd(width)}  ${what}`).join('\n')}`;
}
