import { pluginFlags, quoted, type SubmittedWork } from './submitted-work.js';

/** What Slurm must know besides. */
export interface SlurmWork extends SubmittedWork {
  /** The study file, as jobs find it from the folder in which sbatch is called. */
  readonly study: string;
  /** Where the shards go, a folder each. */
  readonly out: string;
  readonly partition?: string;
  readonly account?: string;
  /** A file with the address of the queue; jobs inherit the variable of the environment otherwise. */
  readonly urlFile?: string;
}

/** The array script that sbatch takes: one task for each shard, or for each worker of the queue. */
export function slurmScript(work: SlurmWork): string {
  return `${[
    '#!/bin/bash',
    ...directives(work).map((directive) => `#SBATCH --${directive}`),
    '',
    work.queue
      ? '# Each task takes cells from the queue until nothing is left. A task that is killed loses nothing: others take its cells.'
      : '# Each task does a shard in a folder of its own. The same task again goes on from what its folder has.',
    'set -euo pipefail',
    `exec ${work.queue ? queueCommand(work) : shardCommand(work)}${pluginFlags(work)}`,
  ].join('\n')}\n`;
}

function directives({ name, jobs, cpus, memory, seconds, partition, account }: SlurmWork): string[] {
  return [
    `job-name=${name}`,
    `array=1-${jobs}`,
    'ntasks=1',
    `cpus-per-task=${cpus}`,
    `mem=${memory.amount}${memory.unit}`,
    ...(seconds === undefined ? [] : [`time=${timeOf(seconds)}`]),
    ...(partition === undefined ? [] : [`partition=${partition}`]),
    ...(account === undefined ? [] : [`account=${account}`]),
    'output=slurm-%x-%A_%a.out',
    'requeue',
    // The program keeps what it has, and ends, half a minute before Slurm would kill it.
    'signal=B:TERM@30',
  ];
}

function shardCommand({ command, study, out, jobs, cpus }: SlurmWork): string {
  const index = '"${SLURM_ARRAY_TASK_ID}"';
  return `${command} work ${quoted(study)} --shard ${index}/${jobs} --out ${quoted(`${out}/shard-`)}${index} --workers ${cpus}`;
}

function queueCommand({ command, study, executor, urlFile, cpus }: SlurmWork): string {
  const address = urlFile === undefined ? '' : ` --url-file ${quoted(urlFile)}`;
  return `${command} work ${quoted(study)} --supervise --executor ${quoted(executor)}${address} --workers ${cpus}`;
}

/** `D-HH:MM:SS` as Slurm writes times. */
function timeOf(seconds: number): string {
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(seconds / unit));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${days}-${two(hours! % 24)}:${two(minutes! % 60)}:${two(Math.floor(seconds % 60))}`;
}
