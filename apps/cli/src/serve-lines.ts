import { type EnvironmentServer, errorLine } from '@pomdp-gym/bridge';
import { isInputError } from '@pomdp-gym/contracts';

/**
 * Serves an environment on standard input and output until its client closes either. What plugins write to standard output goes to
 * standard error. Where no server can be made, the only message has the error, which is thrown too.
 */
export async function serveLines(makeServer: () => Promise<EnvironmentServer>): Promise<void> {
  const { stdin, stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  try {
    const server = await makeServer();
    write(`${server.hello()}\n`);
    for await (const line of linesOf(stdin)) {
      write(`${server.reply(line)}\n`);
      if (server.closed) return;
    }
  } catch (error) {
    if (isInputError(error)) write(`${errorLine(error.message)}\n`);
    throw error;
  } finally {
    stdout.write = write;
  }
}

/** The lines of a stream, without those that are empty. */
async function* linesOf(stream: NodeJS.ReadStream): AsyncGenerator<string> {
  stream.setEncoding('utf8');
  let begun: string[] = [];
  for await (const chunk of stream) {
    const [first = '', ...others] = String(chunk).split('\n');
    begun.push(first);
    for (const other of others) {
      const line = begun.join('').trim();
      begun = [other];
      if (line !== '') yield line;
    }
  }
}
