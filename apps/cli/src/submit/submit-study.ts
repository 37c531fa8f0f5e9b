import { existsSync, realpathSync } from 'node:fs';
import { InputError } from '@pomdp-gym/contracts';
import { parseReference, type Study } from '@pomdp-gym/experiment';
import { stringify } from 'yaml';
import { writeSafely } from '../files/write-safely.js';
import { pluginsNamedIn, studyFromFlags } from '../flags/study-from-flags.js';
import { openRegistry } from '../open-registry.js';
import { requireQueue } from '../queues/with-store.js';
import { print, printJson } from '../terminal/terminal.js';
import { kubernetesManifest } from './kubernetes-manifest.js';
import { requireFitting } from './require-fitting.js';
import { requireInImage } from './require-in-image.js';
import { slurmScript } from './slurm-script.js';
import type { SubmitOptions } from './submit-options.js';
import { jobName, pluginFlags, quoted, type SubmittedWork } from './submitted-work.js';

/** A file for a cluster, and what a person does with it. */
interface Submission {
  readonly file: string;
  readonly text: string;
  /** The command lines that follow, one after another. */
  readonly commands: readonly string[];
}

/** Writes what a cluster takes to do a study, and prints the commands to give it. */
export async function submitStudy(engine: string, file: string, options: SubmitOptions): Promise<void> {
  requireFitting(engine, options);
  requireFileName(options);
  const plugins = { plugins: [...options.plugin, ...pluginsNamedIn(file)], from: process.cwd() };
  const registry = await openRegistry(plugins.plugins, plugins.from);
  const study = studyFromFlags(file, {}, registry);
  if (options.queue) requireQueue(parseReference(executorOf(options)), { registry, plugins });
  const {
    file: path,
    text,
    commands,
  } = engine === 'slurm' ? slurm(file, study, options) : kubernetes(file, study, options);
  for (const read of [file, options.urlFile ?? file]) requireOther(path, read);
  await writeSafely(path, [text]);
  if (options.json) printJson({ engine, file: path, commands });
  else
    for (const line of [`${path} is written. To run it:`, ...commands.map((each) => `  ${each}`)])
      print(line);
}

/** Throws an InputError where the text is to go to standard output: the commands that are printed name its file. */
function requireFileName({ file }: SubmitOptions): void {
  if (file === '-')
    throw new InputError(
      '--file - names no file, and the commands to run need one: give its name, or leave --file out.',
    );
}

/** Throws an InputError where a file that the command reads would be written over. */
function requireOther(target: string, read: string): void {
  if ([target, read].every((each) => existsSync(each)) && realpathSync(target) === realpathSync(read))
    throw new InputError(`${target} would be written over, and the jobs need it: name another --file.`);
}

function executorOf({ executor = 'pg-boss' }: SubmitOptions): string {
  return executor;
}

function workOf(study: Study, options: SubmitOptions): SubmittedWork {
  const { jobs, queue, command, cpus, memory, time, plugin } = options;
  const plugins = [...new Set([...plugin, ...(study.plugins ?? [])])];
  return {
    ...{ name: jobName(study.name), plugins, queue: queue === true },
    ...{ jobs, executor: executorOf(options), command, cpus, memory },
    ...(time !== undefined && { seconds: time }),
  };
}

function slurm(file: string, study: Study, options: SubmitOptions): Submission {
  const { partition, account, urlFile } = options;
  const work = workOf(study, options);
  const out = options.out ?? `results/${work.name}-shards`;
  const script = options.file ?? `${work.name}.sbatch`;
  const text = slurmScript({
    ...work,
    ...{ study: file, out },
    ...(partition !== undefined && { partition }),
    ...(account !== undefined && { account }),
    ...(urlFile !== undefined && { urlFile }),
  });
  const submit = `sbatch ${quoted(script)}`;
  return {
    file: script,
    text,
    commands: work.queue ? queueCommands(file, submit, work, urlFile) : shardCommands(out, submit),
  };
}

function kubernetes(file: string, study: Study, options: SubmitOptions): Submission {
  const { image, claim, secret = 'pomdp-gym-queue', namespace } = options;
  const work = workOf(study, options);
  if (image === undefined)
    throw new InputError('A pod needs an image with Node.js and pomdp-gym: name it with --image.');
  if (!work.queue && claim === undefined)
    throw new InputError(
      'Shards need a volume that all pods may write: name its claim with --claim, or take --queue.',
    );
  requireInImage(study, work.plugins);
  const manifest = options.file ?? `${work.name}.k8s.yaml`;
  const text = kubernetesManifest({
    ...{ ...work, image, secret, claim: claim ?? '', study: stringify(study) },
    ...(namespace !== undefined && { namespace }),
  });
  const submit = `kubectl apply -f ${quoted(manifest)}`;
  const inNamespace = namespace === undefined ? '' : ` -n ${namespace}`;
  const merge = `pomdp-gym merge /results/${work.name} --out /results/${work.name}-merged  # where the volume is mounted`;
  const commands = work.queue
    ? queueCommands(file, submit, work)
    : [submit, `kubectl get job ${work.name}${inNamespace} --watch`, merge];
  return { file: manifest, text, commands };
}

function shardCommands(out: string, submit: string): string[] {
  return [
    submit,
    `pomdp-gym status ${quoted(out)}`,
    `pomdp-gym merge ${quoted(out)} --out ${quoted(`${out}-merged`)}`,
  ];
}

function queueCommands(file: string, submit: string, work: SubmittedWork, urlFile?: string): string[] {
  const address = urlFile === undefined ? '' : ` --url-file ${quoted(urlFile)}`;
  const queue = `--executor ${quoted(work.executor)}${address}${pluginFlags(work)}`;
  return [
    `pomdp-gym queue ${quoted(file)} ${queue}`,
    submit,
    `pomdp-gym status ${queue} --watch`,
    `pomdp-gym queue ${quoted(file)} ${queue} --out results/${work.name}`,
  ];
}
