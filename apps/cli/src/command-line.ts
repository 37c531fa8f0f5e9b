import { isInputError } from '@pomdp-gym/contracts';
import { CommanderError } from 'commander';
import { exitCodes } from './exit-codes.js';
import { createProgram, isCommand } from './program.js';
import { stackOf } from './stack-of.js';
import { note } from './terminal/terminal.js';

/**
 * Runs a command line and returns the exit code. Bad input and a plugin with a fault take one sentence on standard
 * error and exit code 2; where the variable DEBUG is set, the cause follows with its stack, for those who write plugins.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    const program = await createProgram(args);
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.done);
  } catch (error) {
    if (error instanceof CommanderError) return answerUsage(error, args);
    if (isInputError(error)) {
      note(error.message);
      if (process.env['DEBUG'] && error.cause !== undefined) note(stackOf(error.cause));
      return exitCodes.misused;
    }
    return reportThrown(error);
  }
}

/**
 * Says on standard error what was thrown, and returns the exit code: what a plugin threw takes a sentence, with the exit code of
 * bad input; anything else is a bug of this project and takes its stack.
 */
export async function reportThrown(error: unknown): Promise<number> {
  const fault = await faultOfPlugin(error);
  note(fault ?? stackOf(error));
  return fault === undefined ? exitCodes.failed : exitCodes.misused;
}

/** One sentence on what a plugin threw. What finds its frames is loaded only when something was thrown. */
async function faultOfPlugin(error: unknown): Promise<string | undefined> {
  const { pluginFault } = await import('./plugin-fault.js');
  return pluginFault(error);
}

/** commander throws for help and version too, once it has printed them. */
function answerUsage(error: CommanderError, args: readonly string[]): number {
  if (error.exitCode === 0) return exitCodes.done;
  const command = args.find(isCommand);
  const help = command === undefined ? '' : ` ${command}`;
  const problem = error.message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .replace(/\.?$/, '.');
  const order = error.code === 'commander.unknownOption' && args[0]?.startsWith('-');
  const place = order ? ' Options stand after the command.' : '';
  note(`${problem[0]?.toUpperCase()}${problem.slice(1)}${place} See pomdp-gym${help} --help.`);
  return exitCodes.misused;
}
