import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../cli/bin/pomdp-gym.js', import.meta.url));

/** How a process went. */
export interface Measured {
  /** Seconds from its start to its end. */
  readonly wall: number;
  /** Resident megabytes, each second. */
  readonly memory: readonly number[];
}

/** Runs commands on a queue, and measures them. */
export class MeasuredQueue {
  constructor(
    readonly folder: string,
    private readonly executor: string,
  ) {}

  /** Writes a study of so many runs; returns its file. */
  write(name: string, seeds: string, budget: string): string {
    const file = join(this.folder, `${name}.yaml`);
    const agent = `{ policy: softmax, estimator: 'gpomdp:beta=.8', optimizer: conjpomdp, steps: 10000 }`;
    writeFileSync(
      file,
      `{ name: ${name}, environments: [ThreeState-v0], agents: [${agent}], seeds: ${seeds}, budget: ${budget} }\n`,
    );
    return file;
  }

  async run(words: readonly string[]): Promise<Measured> {
    const begun = performance.now();
    const parameters = [command, ...words, '--executor', this.executor];
    const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
    const memory: number[] = [];
    const look = setInterval(() => memory.push(residentMegabytes(child.pid ?? 0)), 1000);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    clearInterval(look);
    if (code !== 0) throw new Error(`pomdp-gym ${words[0]} ended with exit code ${String(code)}.`);
    return { wall: (performance.now() - begun) / 1000, memory };
  }
}

/** By Linux; 0 elsewhere. */
function residentMegabytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  const [, kilobytes] = (existsSync(file) && /VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))) || [];
  return Number(kilobytes ?? 0) / 1024;
}
