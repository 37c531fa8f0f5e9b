import { Console } from 'node:console';

/**
 * Sends what plugins log to standard error: standard output is for the answer of a command. For the start of a process or a
 * worker.
 */
export function logToStandardError(): void {
  globalThis.console = new Console(process.stderr);
}
