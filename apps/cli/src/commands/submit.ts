import { Argument, type Command, Option } from 'commander';
import { commandLine, imageName, kubernetesName, slurmName } from '../flags/cluster-names.js';
import { memoryAmount, timeLimit } from '../flags/cluster-resources.js';
import { addIdleSeed, addSharedOptions, examples, wholeNumber } from '../flags/shared-options.js';
import type { SubmitOptions } from '../submit/submit-options.js';

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Write what a cluster takes to do a study, and print the commands to run: an array script for Slurm, or an Indexed Job for Kubernetes. ' +
        'Each job does a shard or, with --queue, takes cells from a queue. Nothing is sent anywhere.',
    )
    .addArgument(new Argument('<engine>', 'whose file').choices(['slurm', 'kubernetes']))
    .argument('<study>', 'a study file (YAML)')
    .option('--jobs <count>', 'how many jobs: shards, or workers of the queue', wholeNumber(1, 100_000), 4)
    .option('--cpus <count>', 'cores of a job, and runs at once in it', wholeNumber(1), 1)
    .addOption(
      new Option('--memory <amount>', 'memory of a job, such as 4G')
        .argParser(memoryAmount)
        .default({ amount: 2, unit: 'G' }, '2G'),
    )
    .option(
      '--time <limit>',
      'the most that a job may take, such as 04:00:00; as long as the cluster allows by default',
      timeLimit,
    )
    .option('--queue', 'take cells from a queue, in place of shards')
    .option('--executor <executor>', 'the executor that has the queue; pg-boss by default')
    .option(
      '--url-file <file>',
      'Slurm: a file with the address of the queue; by default jobs inherit POMDP_GYM_QUEUE',
    )
    .option('--command <line>', 'how a job starts the program', commandLine, 'pomdp-gym')
    .option('--out <folder>', 'Slurm: where the shards go; results/NAME-shards by default')
    .option('--file <file>', 'the file to write; NAME.sbatch or NAME.k8s.yaml by default')
    .option('--partition <name>', 'Slurm: the partition', slurmName)
    .option('--account <name>', 'Slurm: the account', slurmName)
    .option('--image <name>', 'Kubernetes: an image with Node.js and pomdp-gym', imageName)
    .option('--claim <name>', 'Kubernetes: the claim of the volume where the shards go', kubernetesName)
    .option(
      '--secret <name>',
      'Kubernetes: the secret whose key url holds the address of the queue; pomdp-gym-queue by default',
      kubernetesName,
    )
    .option('--namespace <name>', 'Kubernetes: the namespace', kubernetesName)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym submit slurm study.yaml --jobs 20 --cpus 4 --time 04:00:00', 'twenty shards'],
        ['pomdp-gym submit kubernetes study.yaml --jobs 20 --queue --image ghcr.io/me/gym', 'twenty workers'],
      ),
    )
    .action(submit);
}

async function submit(engine: string, file: string, options: SubmitOptions): Promise<void> {
  const { submitStudy } = await import('../submit/submit-study.js');
  await submitStudy(engine, file, options);
}
