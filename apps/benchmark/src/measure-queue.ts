import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { finishWith } from './command-arguments.js';
import { MeasuredQueue } from './measured-queue.js';

const HELP = `Measures a queue: how long it takes to plan many runs, what workers need beside the runs, and how their memory grows.

The address of an empty queue is in the variable POMDP_GYM_QUEUE. Its studies stay there.

  --executor ID      pg-boss by default
  --planned COUNT    runs that are planned and not done; 100000 by default
  --cells COUNT      runs that are done; 20000 by default
  --workers COUNT    processes that do them, each in one thread; 2 by default
  --milliseconds MS  that a run should take; 10 by default. 400 runs are tried first, in as many threads as there are workers, to find the budget.
                     Where the measured runs take another time on average, by more than a fifth, the command ends with exit code 1
  --budget STEPS     of a run, in place of what the trial finds
  --any-length       accepts runs of every length`;

/** The most that the mean time of a run may differ from what was asked for, as a share of this. */
const OFF = 0.2;

await finishWith(measureQueue);

async function measureQueue(): Promise<number> {
  const { values } = parseArgs({
    options: {
      executor: { type: 'string', default: 'pg-boss' },
      planned: { type: 'string', default: '100000' },
      cells: { type: 'string', default: '20000' },
      workers: { type: 'string', default: '2' },
      milliseconds: { type: 'string', default: '10' },
      budget: { type: 'string' },
      'any-length': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'measure-queue-'));
  const queue = new MeasuredQueue(folder, values.executor);
  try {
    const workers = Number(values.workers);
    const milliseconds = Number(values.milliseconds);
    const budget = Number(values.budget ?? (await queue.budgetOf(milliseconds, workers)));
    console.log(`a run takes ${budget} steps`);
    const mean = await measureWork(queue, Number(values.cells), workers, budget);
    if (!values['any-length'] && !isNear(mean, milliseconds)) return 1;
    if (values.planned !== '0') await measurePlanning(queue, values.planned);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
}

/** Whether runs took about as long as they should; says on standard error where they did not. */
function isNear(mean: number, milliseconds: number): boolean {
  if (Math.abs(mean - milliseconds) <= OFF * milliseconds) return true;
  const [least, most] = [(1 - OFF) * milliseconds, (1 + OFF) * milliseconds];
  console.error(
    `A run took ${mean.toFixed(1)} ms on average, which is outside ${least} to ${most} ms: the figures are those of other runs. ` +
      'Measure on a machine that does nothing else, give another --budget, or accept every length with --any-length.',
  );
  return false;
}

async function measurePlanning(queue: MeasuredQueue, count: string): Promise<void> {
  const study = queue.write('planned', count, 20_000);
  const { wall } = await queue.run(['queue', study]);
  console.log(`${count} runs planned in ${wall.toFixed(1)} s, the start of the command included`);
}

/** Returns the mean milliseconds of a run. */
async function measureWork(
  queue: MeasuredQueue,
  cells: number,
  workers: number,
  budget: number,
): Promise<number> {
  const study = queue.write('done', String(cells), budget);
  await queue.run(['queue', study]);
  const commands = Array.from({ length: workers }, () => queue.run(['work', study, '--workers', '1']));
  const processes = await Promise.all(commands);
  await queue.run(['queue', study, '--out', join(queue.folder, 'results')]);
  const times = queue.secondsOfRuns('results');
  const inRuns = times.reduce((sum, each) => sum + each, 0);
  const inWorkers = processes.reduce((sum, { wall }) => sum + wall, 0);
  const mean = (1000 * inRuns) / times.length;
  console.log(
    `${times.length} runs of ${mean.toFixed(1)} ms on average by ${workers} workers: ${inWorkers.toFixed(0)} s in workers, ` +
      `of which ${inRuns.toFixed(0)} s in runs: ${(100 * (inWorkers / inRuns - 1)).toFixed(1)} % beside them, starts included`,
  );
  for (const { memory, processor } of processes)
    console.log(`a worker: ${processor.toFixed(1)} s of processor time, memory ${memoryText(memory)}`);
  return mean;
}

/** Megabytes at a fifth of the time and at each fifth after it. */
function memoryText(memory: readonly number[]): string {
  const fifths = [1, 2, 3, 4, 5].map((fifth) => memory[Math.floor((memory.length * fifth) / 5) - 1] ?? 0);
  return `${fifths.map((each) => each.toFixed(0)).join(', ')} MB at each fifth of its time`;
}
