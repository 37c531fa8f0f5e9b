import { existsSync, readFileSync } from 'node:fs';
import { InputError, unreadable } from '@pomdp-gym/contracts';
import { type Command, Option } from 'commander';

/** The variable that holds the address of a queue. */
const QUEUE_VARIABLE = 'POMDP_GYM_QUEUE';

/** Which queue a command is about. */
export interface QueueFlags {
  readonly executor?: string;
  readonly urlFile?: string;
}

/** Adds the options that name a queue. */
export function addQueueOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--executor <executor>',
        'the executor that has the queue, with options if they matter',
      ).default('pg-boss'),
    )
    .option(
      '--url-file <file>',
      `a file with the address of the queue; the variable ${QUEUE_VARIABLE} by default`,
    );
}

/**
 * The address of the queue, from a file or the environment. It holds a password, perhaps: nothing prints it.
 *
 * @throws InputError where neither has one.
 */
export function queueAddress({ urlFile }: QueueFlags): string {
  const text = urlFile === undefined ? process.env[QUEUE_VARIABLE] : textOf(urlFile);
  const address = text?.trim() ?? '';
  if (address !== '') return address;
  throw new InputError(
    urlFile === undefined
      ? `Where the queue is must be said: set the variable ${QUEUE_VARIABLE} to its address, or name a file that holds it with --url-file.`
      : `The file ${urlFile} is empty, where the address of the queue is expected.`,
  );
}

function textOf(file: string): string {
  if (!existsSync(file))
    throw new InputError(`There is no file ${file}, where the address of the queue is expected.`);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable('file with the address of the queue', file, error);
  }
}
