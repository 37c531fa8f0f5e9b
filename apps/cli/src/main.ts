import 'reflect-metadata';
import { runCommandLine } from './command-line.js';
import { logToStandardError } from './log-to-standard-error.js';

logToStandardError();

// `pomdp-gym list | head` is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2));
