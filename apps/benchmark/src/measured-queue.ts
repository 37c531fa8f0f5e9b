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
  /** Seconds of processor time of all of its threads, up to a second before its end. */
  readonly processor: number;
}

/** Steps of a gradient of the runs. */
const STEPS = 10_000;
/** Runs that are tried to find a budget, and the steps of each. */
const [TRIED, FIRST] = [400, 200_000];

/** Runs commands on a queue, and measures them. */
export class MeasuredQueue {
  constructor(
    readonly folder: string,
    private readonly executor: string,
  ) {}

  /** Writes a study of so many runs, each of which takes its whole budget; returns its file. */
  write(name: string, seeds: string, budget: number): string {
    const file = join(this.folder, `${name}.yaml`);
    const agent = `{ policy: softmax, estimator: 'gpomdp:beta=.8', optimizer: gradient-ascent, steps: ${STEPS} }`;
    writeFileSync(
      file,
      `{ name: ${name}, environments: [ThreeState-v0], agents: [${agent}], seeds: ${seeds}, budget: ${budget} }\n`,
    );
    return file;
  }

  /**
   * The budget of a run that takes so many milliseconds, in whole gradients: by `TRIED` runs of `FIRST` steps each in so many threads as there will
   * be workers, without a queue. The lowest decile of their times counts: other processes of the machine make the other runs longer.
   */
  async budgetOf(milliseconds: number, workers: number): Promise<number> {
    const study = this.write('tried', String(TRIED), FIRST);
    const folder = join(this.folder, 'tried');
    await this.run(['compare', study, '--bracket', '0', '--out', folder], `threads:count=${workers}`);
    const times = this.secondsOfRuns('tried').sort((a, b) => a - b);
    const decile = times[Math.floor(times.length / 10)] ?? NaN;
    return STEPS * Math.max(1, Math.round((FIRST * milliseconds) / (1000 * decile * STEPS)));
  }

  /** The seconds that each run took of a folder of results. */
  secondsOfRuns(results: string): number[] {
    const lines = readFileSync(join(this.folder, results, 'timings.jsonl'), 'utf8')
      .trim()
      .split('\n');
    return lines.map(secondsIn);
  }

  async run(words: readonly string[], executor = this.executor): Promise<Measured> {
    const begun = performance.now();
    const parameters = [command, ...words, '--executor', executor];
    const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
    const memory: number[] = [];
    let processor = 0;
    const look = setInterval(() => {
      memory.push(residentMegabytes(child.pid ?? 0));
      processor = Math.max(processor, processorSeconds(child.pid ?? 0));
    }, 1000);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    clearInterval(look);
    if (code !== 0) throw new Error(`pomdp-gym ${words[0]} ended with exit code ${String(code)}.`);
    return { wall: (performance.now() - begun) / 1000, memory, processor };
  }
}

function secondsIn(line: string): number {
  const parsed: unknown = JSON.parse(line);
  const isTiming = typeof parsed === 'object' && parsed !== null && 'seconds' in parsed;
  return isTiming ? Number(parsed.seconds) : 0;
}

/** By Linux; 0 elsewhere. */
function residentMegabytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  const [, kilobytes] = (existsSync(file) && /VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))) || [];
  return Number(kilobytes ?? 0) / 1024;
}

/** Ticks a second in which Linux counts processor time for programs: USER_HZ. */
const TICKS = 100;

/** By Linux; 0 elsewhere. */
function processorSeconds(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  // The fields after the name of the program, which stands in parentheses: utime and stime are the 14th and 15th of all.
  const [, rest = ''] = /\) (.*)$/s.exec(readFileSync(file, 'utf8')) ?? [];
  const fields = rest.split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}
