import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The command line, which must be built. */
const MAIN = fileURLToPath(new URL('../../../cli/bin/pomdp-gym.js', import.meta.url));

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
