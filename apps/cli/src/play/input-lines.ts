import { createInterface } from 'node:readline';
import type { Say } from './play-session.js';

/**
 * The lines that a person types, or that are piped in, which are then shown as if they had been typed; none after the signal.
 *
 * @param blank whether an empty line is one of them.
 */
export async function* inputLines(say: Say, signal: AbortSignal, blank = false): AsyncGenerator<string> {
  const typed = process.stdin.isTTY === true;
  const lines = createInterface({
    input: process.stdin,
    ...(typed && { output: process.stderr }),
    prompt: '> ',
  });
  // A terminal that is read line by line passes Ctrl-C on as a key.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  signal.addEventListener('abort', () => lines.close());
  if (typed) lines.prompt();
  for await (const line of lines) {
    const word = line.trim();
    if (!typed) say(`> ${word}`);
    if (blank || word !== '') yield word;
    if (typed) lines.prompt();
  }
  lines.close();
}
