import 'reflect-metadata';
import { exitCodes, runCommandLine } from './command-line.js';
import { logToStandardError } from './log-to-standard-error.js';
import { note } from './terminal.js';

logToStandardError();

// `pomdp-gym list | head` is no error. On a full disk nothing more can be said on standard output.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  note(`Standard output cannot be written: ${error.message}.`);
  process.exit(exitCodes.failed);
});
// Where standard error cannot be written there is no place to say so; the answer may still come through.
process.stderr.on('error', () => undefined);

process.exitCode = await runCommandLine(process.argv.slice(2));
