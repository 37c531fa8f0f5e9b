import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  --budget STEPS     of a run; 150000 by default, which ascents end before`;

await finishWith(measureQueue);

async function measureQueue(): Promise<number> {
  const { values } = parseArgs({
    options: {
      executor: { type: 'string', default: 'pg-boss' },
      planned: { type: 'string', default: '100000' },
      cells: { type: 'string', default: '20000' },
      workers: { type: 'string', default: '2' },
      budget: { type: 'string', default: '150000' },
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
    await measureWork(queue, Number(values.cells), Number(values.workers), values.budget);
    if (values.planned !== '0') await measurePlanning(queue, values.planned);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
}

async function measurePlanning(queue: MeasuredQueue, count: string): Promise<void> {
  const study = queue.write('planned', count, '1000');
  const { wall } = await queue.run(['queue', study]);
  console.log(`${count} runs planned in ${wall.toFixed(1)} s, the start of the command included`);
}

async function measureWork(
  queue: MeasuredQueue,
  cells: number,
  workers: number,
  budget: string,
): Promise<void> {
  const study = queue.write('done', String(cells), budget);
  await queue.run(['queue', study]);
  const commands = Array.from({ length: workers }, () => queue.run(['work', study, '--workers', '1']));
  const processes = await Promise.all(commands);
  await queue.run(['queue', study, '--out', join(queue.folder, 'results')]);
  const times = readFileSync(join(queue.folder, 'results', 'timings.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const inRuns = times.map((line) => secondsIn(line)).reduce((sum, each) => sum + each, 0);
  const inWorkers = processes.reduce((sum, { wall }) => sum + wall, 0);
  console.log(
    `${times.length} runs of ${((1000 * inRuns) / times.length).toFixed(1)} ms by ${workers} workers: ${inWorkers.toFixed(0)} s in workers, ` +
      `of which ${inRuns.toFixed(0)} s in runs: ${(100 * (inWorkers / inRuns - 1)).toFixed(1)} % beside them, starts included`,
  );
  for (const { memory, processor } of processes)
    console.log(`a worker: ${processor.toFixed(1)} s of processor time, memory ${memoryText(memory)}`);
}

function secondsIn(line: string): number {
  const parsed: unknown = JSON.parse(line);
  const isTiming = typeof parsed === 'object' && parsed !== null && 'seconds' in parsed;
  return isTiming ? Number(parsed.seconds) : 0;
}

/** Megabytes at a fifth of the time and at each fifth after it. */
function memoryText(memory: readonly number[]): string {
  const fifths = [1, 2, 3, 4, 5].map((fifth) => memory[Math.floor((memory.length * fifth) / 5) - 1] ?? 0);
  return `${fifths.map((each) => each.toFixed(0)).join(', ')} MB at each fifth of its time`;
}
