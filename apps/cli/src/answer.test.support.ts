import { runCommandLine } from './command-line.js';

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, and gathers what it prints. */
export async function answer(...args: string[]): Promise<Answer> {
  const printed = { out: '', err: '' };
  const { stdout, stderr, exitCode } = process;
  const writers = { out: stdout.write, err: stderr.write };
  const into = (name: 'out' | 'err') => (text: string | Uint8Array) => {
    printed[name] += String(text);
    return true;
  };
  stdout.write = into('out');
  stderr.write = into('err');
  try {
    return { code: await runCommandLine(args), ...printed };
  } finally {
    stdout.write = writers.out;
    stderr.write = writers.err;
    process.exitCode = exitCode;
  }
}
