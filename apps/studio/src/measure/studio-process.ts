import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The command line, which must be built. */
const MAIN = fileURLToPath(new URL('../../../cli/bin/pomdp-gym.js', import.meta.url));

/** Ticks of a second in which Linux counts processor time. */
const TICKS = 100;

/** `pomdp-gym studio` as a process of its own. */
export class StudioProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Of the page, with its token. */
    readonly url: string,
  ) {}

  /** Begins it, and waits for its URL. */
  static async begin(page: string, ...words: readonly string[]): Promise<StudioProcess> {
    const child = spawn(process.execPath, [MAIN, 'studio', ...words, '--page', page, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [piece] = (await Promise.race([once(child.stdout, 'data'), failed(child)])) as [Buffer];
    return new StudioProcess(child, (JSON.parse(piece.toString()) as { readonly url: string }).url);
  }

  /** Asks for what the page asks for with its buttons. */
  async steer(action: 'start' | 'pause' | 'stop'): Promise<void> {
    const response = await fetch(this.url.replace('/?', `/${action}?`), { method: 'POST' });
    if (!response.ok) throw new Error(await response.text());
  }

  /** Seconds of processor time that it has taken, its threads included; NaN where the system does not list them as Linux does. */
  processorSeconds(): number {
    const file = `/proc/${this.child.pid}/stat`;
    if (!existsSync(file)) return NaN;
    // The fields behind the name of the program, which ends with a parenthesis: utime and stime are the 14th and the 15th of all.
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Ends it as Ctrl-C does. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGINT');
    await exit;
  }
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number];
  throw new Error(`pomdp-gym studio ended with ${code}.`);
}
