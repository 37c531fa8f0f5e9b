import 'reflect-metadata';
import { runCommandLine } from './command-line.js';
import { logToStandardError } from './log-to-standard-error.js';

logToStandardError();

// `pomdp-gym list | head` is no error. A terminal that is closed refuses what is printed; SIGHUP ends the command, which may
// have a result to keep first.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EIO') return;
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2));
