import { exitCodes } from './exit-codes.js';
import { stackOf } from './stack-of.js';
import { note } from './terminal/terminal.js';

/**
 * Handles errors that reach no command: the first is reported and ends the process, the rest are ignored. Where the report itself fails, the
 * stack of the first error is printed.
 *
 * @param report prints the error, and returns the exit code.
 */
export function endWithFirst(
  report: (error: unknown) => Promise<number>,
  exit: (code: number) => void,
): (error: unknown) => void {
  let isEnding = false;
  return (error) => {
    if (isEnding) return;
    isEnding = true;
    void report(error).then(exit, () => {
      note(stackOf(error));
      exit(exitCodes.failed);
    });
  };
}
