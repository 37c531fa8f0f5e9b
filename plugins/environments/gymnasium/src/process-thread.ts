import { spawn } from 'node:child_process';
import { type MessagePort, workerData } from 'node:worker_threads';

/** What the thread is made with. */
export interface ThreadData {
  readonly command: string;
  readonly args: readonly string[];
  readonly port: MessagePort;
  /** The shared counter of the messages that this thread has posted. */
  readonly posted: Int32Array;
}

/** What the thread posts: a line of the process, or how it ended. */
export type FromThread = { readonly line: string } | { readonly ended: string };

/** What the thread is sent: a line for the process, or to end it. */
export type ToThread = { readonly line: string } | 'end' | 'kill';

/** The most characters that are kept of what the process writes to standard error, or of a line that does not end. */
const KEPT_OF_ERRORS = 4000;
const LONGEST_LINE = 2 ** 28;

const { command, args, port, posted } = workerData as ThreadData;
const child = spawn(command, args, { stdio: 'pipe' });
let errors = '';
let begun: string[] = [];
let length = 0;
let over = false;

child.stdout.setEncoding('utf8').on('data', takeLines);
child.stderr.setEncoding('utf8').on('data', (text: string) => {
  errors = (errors + text).slice(-KEPT_OF_ERRORS);
});
// Where the process has gone, `close` says so.
child.stdin.on('error', () => undefined);
child.on('error', (error) => end(`${command} cannot be started (${error.message})`));
child.on('close', (code, signal) => end(howEnded(code, signal)));
port.on('message', (message: ToThread) => {
  if (message === 'end') child.stdin.end();
  else if (message === 'kill') child.kill('SIGKILL');
  else child.stdin.write(`${message.line}\n`);
});

function post(message: FromThread): void {
  port.postMessage(message);
  Atomics.add(posted, 0, 1);
  Atomics.notify(posted, 0);
}

function takeLines(text: string): void {
  const [first = '', ...others] = text.split('\n');
  begun.push(first);
  length += first.length;
  for (const other of others) {
    post({ line: begun.join('') });
    begun = [other];
    length = other.length;
  }
  if (length > LONGEST_LINE) child.kill('SIGKILL');
}

/** Posts how the process ended, once, and lets this thread end. */
function end(sentence: string): void {
  if (over) return;
  over = true;
  post({ ended: sentence });
  port.close();
}

function howEnded(code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal ? `signal ${signal}` : `exit code ${code}`;
  const last = errors.trim().split('\n').at(-1) ?? '';
  return last === '' ? how : `${how}, after ${JSON.stringify(last)}`;
}
