import { type Hello, PROTOCOL, readHello, readReply, ReportedError } from '@pomdp-gym/bridge';
import { InputError } from '@pomdp-gym/contracts';
import type { z } from 'zod';
import { SynchronousProcess } from './synchronous-process.js';

/** How a process is started, and what it is called in messages. */
export interface PythonCommand {
  readonly name: string;
  readonly python: string;
  readonly args: readonly string[];
  /** Seconds to wait for a reply. */
  readonly patience: number;
}

/** A Python process that serves one recipe: any number of environments of it, for this thread. */
export class PythonProcess {
  readonly hello: Hello;
  readonly name: string;
  private readonly process: SynchronousProcess;
  private taken = 0;
  /** Numbers of environments that nothing refers to any more. */
  private unused: number[] = [];
  private readonly collected = new FinalizationRegistry<number>((number) => this.unused.push(number));

  /** Throws an InputError, in one sentence, where it cannot be started or serves nothing. */
  constructor({ name, python, args, patience }: PythonCommand) {
    this.name = name;
    this.process = new SynchronousProcess({ name, command: python, args, patience });
    try {
      this.hello = this.read(readHello);
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** Whether it goes on serving. */
  get alive(): boolean {
    return this.process.alive;
  }

  /** The number of a new environment, which is freed once its owner is collected. */
  numberFor(owner: object): number {
    const number = this.taken++;
    this.collected.register(owner, number);
    return number;
  }

  /**
   * Sends a request, and waits for its reply.
   *
   * @throws InputError in one sentence: the error that the process reports, or why it has ended.
   */
  call<T>(request: string, reply: z.ZodType<T>): T {
    this.freeUnused();
    this.process.send(request);
    return this.read((line) => readReply(line, reply));
  }

  /** Ends the process, and waits until it has. */
  end(): void {
    this.process.end();
  }

  private read<T>(reader: (line: string) => T): T {
    const line = this.process.receive();
    try {
      return reader(line);
    } catch (error) {
      if (error instanceof ReportedError) throw error;
      this.end();
      throw brokenProtocol(this.name, line, error);
    }
  }

  private freeUnused(): void {
    if (this.unused.length === 0) return;
    const environments = this.unused;
    this.unused = [];
    this.process.send(JSON.stringify({ call: 'free', environments }));
    this.process.receive();
  }
}

/** The most characters of a line that a sentence quotes. */
const QUOTED = 80;

function brokenProtocol(name: string, line: string, cause: unknown): InputError {
  const start = line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
  const sentence = `The process of ${name} was ended: it writes ${JSON.stringify(start)}, which is no message of the protocol ${PROTOCOL}.`;
  return new InputError(sentence, { cause });
}
