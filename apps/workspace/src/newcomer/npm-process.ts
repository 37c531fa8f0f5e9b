import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a command of npm left behind. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Wall-clock time. */
  readonly seconds: number;
}

/** npm as somebody has it who knows one registry: with settings, a cache and global packages of its own, all below one folder. */
export class NpmProcess {
  private readonly environment: NodeJS.ProcessEnv;

  /**
   * @param home where settings and cache go.
   * @param registry the address of the only registry; none where a command needs no registry.
   */
  constructor(home: string, registry?: string) {
    mkdirSync(home, { recursive: true });
    const settings = join(home, 'npmrc');
    writeFileSync(settings, 'audit=false\nfund=false\nupdate-notifier=false\n');
    this.environment = {
      ...withoutNpm(process.env),
      NODE_ENV: '', // `production` would leave devDependencies out
      NO_COLOR: '1',
      NODE_OPTIONS: '',
      npm_config_userconfig: settings,
      npm_config_globalconfig: join(home, 'global-npmrc'),
      npm_config_prefix: join(home, 'prefix'),
      npm_config_cache: join(home, 'cache'),
      npm_config_registry: registry ?? 'http://127.0.0.1:9',
      npm_config_noproxy: '127.0.0.1',
    };
  }

  /** Runs npm in a folder. */
  run(folder: string, ...words: readonly string[]): Promise<Outcome> {
    const [command, ...first] = npmCommand();
    const begun = performance.now();
    const options = {
      cwd: folder,
      env: this.environment,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      shell: process.platform === 'win32' && first.length === 0,
    } as const;
    return new Promise((resolve) => {
      const child = execFile(command, [...first, ...words], options, (_error, out, err) => {
        resolve({ code: child.exitCode ?? 1, out, err, seconds: (performance.now() - begun) / 1000 });
      });
    });
  }
}

/** The npm that runs this process, where one does; else the one on the path. */
function npmCommand(): readonly [command: string, ...first: readonly string[]] {
  const { npm_execpath: script } = process.env;
  return script?.endsWith('npm-cli.js') ? [process.execPath, script] : ['npm'];
}

/** Settings of the npm that runs this process are not those of the one it runs, and neither are proxies. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^npm_|_proxy$/i.test(name));
  return Object.fromEntries(kept);
}
