import { note } from './terminal/terminal.js';

/** Shows where a plugin threw, on standard error, where the variable DEBUG is set. */
export function noteStack(stack: string | undefined): void {
  if (process.env['DEBUG'] && stack !== undefined && stack !== '') note(stack);
}
