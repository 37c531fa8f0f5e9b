import 'reflect-metadata';
import { whyUnwritable } from '@pomdp-gym/contracts';
import { reportThrown, runCommandLine } from './command-line.js';
import { endWithFirst } from './end-with-first.js';
import { exitCodes } from './exit-codes.js';
import { logToStandardError } from './terminal/log-to-standard-error.js';
import { note } from './terminal/terminal.js';
import { finishesUnread } from './unread-output.js';

logToStandardError();

// `pomdp-gym list | head` is no error; a command that writes files writes them first, and one whose exit code is a verdict comes to it. A terminal that is closed refuses what is printed; SIGHUP ends the command, which may
// have a result to keep first. On a full disk nothing more can be said on standard output.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EIO') return;
  if (error.code === 'EPIPE' && finishesUnread()) return;
  if (error.code === 'EPIPE') process.exit();
  note(`Standard output cannot be written: ${whyUnwritable(error)}.`);
  process.exit(exitCodes.failed);
});
// Where standard error cannot be written there is no place to say so; the result may still come through.
process.stderr.on('error', () => undefined);
// What a plugin throws in a timer, or in a promise that nobody awaits, reaches no command.
process.on(
  'uncaughtException',
  endWithFirst(reportThrown, (code) => process.exit(code)),
);

process.exitCode = await runCommandLine(process.argv.slice(2));
