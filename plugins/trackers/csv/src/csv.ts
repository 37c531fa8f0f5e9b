import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type RunDescription,
  type RunEvent,
  type RunObserver,
  type Tracker,
  tracker,
  type VisitedPoint,
} from '@pomdp-gym/contracts';
import { z } from 'zod';
import { ProgressTable } from './progress-table.js';
import { runFolder } from './run-folder.js';

/** Writes the two files of a run. */
class CsvRun implements RunObserver {
  private readonly monitor: string;
  private readonly progress: ProgressTable;
  private readonly begun: number;
  private waiting = '';
  private iterations = 0;

  constructor(
    folder: string,
    { environment }: RunDescription,
    private readonly clock: () => number,
  ) {
    this.monitor = join(folder, 'monitor.csv');
    this.progress = new ProgressTable(join(folder, 'progress.csv'));
    this.begun = clock();
    // The head ends with \n and the rows with \r\n, as Python's csv module ends them.
    const head = `{"t_start": ${this.begun}, "env_id": ${JSON.stringify(environment.name)}}`;
    writeFileSync(this.monitor, `#${head}\nr,l,t\r\n`);
  }

  next(event: RunEvent): void {
    if (event.kind === 'episode') {
      this.waiting += `${[rounded(event.reward), event.length, this.seconds()].join(',')}\r\n`;
      if (this.waiting.length > BLOCK) this.flush();
    }
    if (event.kind === 'iterate') this.addIterate(event);
    if (event.kind === 'finished')
      this.progress.add({ ...this.time(event.steps), 'eval/mean_reward': event.averageReward });
  }

  error(): void {
    this.complete();
  }

  complete(): void {
    this.flush();
    this.progress.write();
  }

  private addIterate({ steps, averageReward, detail }: VisitedPoint): void {
    this.iterations++;
    this.progress.add({
      ...this.time(steps),
      'time/iterations': this.iterations,
      ...(averageReward !== null && { 'rollout/reward_mean': averageReward }),
      ...Object.fromEntries(Object.entries(detail).map(([name, value]) => [`train/${name}`, value])),
    });
  }

  private time(steps: number) {
    return { 'time/total_timesteps': steps, 'time/time_elapsed': this.seconds() };
  }

  private seconds(): number {
    return rounded(this.clock() - this.begun);
  }

  private flush(): void {
    if (this.waiting !== '') appendFileSync(this.monitor, this.waiting);
    this.waiting = '';
  }
}

/** Characters of rows that are written at once. */
const BLOCK = 1 << 16;

/** To six digits after the point, as Monitor of Stable-Baselines3 rounds. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

const options = z.strictObject({
  folder: z.string().min(1).default('runs').describe('Where to write, a folder for each run'),
});

export const csv = tracker({
  id: 'csv',
  summary: 'monitor.csv and progress.csv of each run, as Stable-Baselines3 writes them.',
  options,
  create: ({ folder }, clock = () => 0): Tracker => ({
    observe: (run) => new CsvRun(runFolder(folder, run), run, clock),
  }),
});
