import { Command } from 'commander';
import { version } from './version.js';

interface CommandModule {
  /** Gives the command its arguments, options, help and action. */
  define(command: Command): void | Promise<void>;
}

interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** Every command, one file each, loaded only when it is called. */
const commands: readonly CommandEntry[] = [
  {
    name: 'compare',
    summary: 'compare agents on environments over many seeds',
    load: () => import('./commands/compare.js'),
  },
  {
    name: 'tune',
    summary: 'find the options of agents on seeds of their own, then compare on fresh ones',
    load: () => import('./commands/tune.js'),
  },
  {
    name: 'results',
    summary: 'list the folders of results',
    load: () => import('./commands/results.js'),
  },
  {
    name: 'verify',
    summary: 'compute results again, and compare them to the bit',
    load: () => import('./commands/verify.js'),
  },
  {
    name: 'report',
    summary: 'write the report of folders of results: HTML, Markdown, LaTeX, figures',
    load: () => import('./commands/report.js'),
  },
  {
    name: 'export',
    summary: 'write the runs of folders of results as CSV, Parquet or score matrices',
    load: () => import('./commands/export.js'),
  },
  {
    name: 'diff',
    summary: 'compare two folders of results run by run',
    load: () => import('./commands/diff.js'),
  },
  {
    name: 'work',
    summary: 'do a shard of a study, or cells of a queue',
    load: () => import('./commands/work.js'),
  },
  {
    name: 'merge',
    summary: 'put the folders of shards together',
    load: () => import('./commands/merge.js'),
  },
  {
    name: 'queue',
    summary: 'plan a study in a queue, and write what workers have done',
    load: () => import('./commands/queue.js'),
  },
  {
    name: 'status',
    summary: 'how far studies are, in folders or in a queue',
    load: () => import('./commands/status.js'),
  },
  {
    name: 'submit',
    summary: 'write what Slurm or Kubernetes takes to do a study',
    load: () => import('./commands/submit.js'),
  },
  {
    name: 'run',
    summary: 'let one agent learn in one environment, and watch it',
    load: () => import('./commands/run.js'),
  },
  {
    name: 'analyze',
    summary: 'the exact average reward, its gradient and the bias of its estimates',
    load: () => import('./commands/analyze.js'),
  },
  {
    name: 'variance',
    summary: 'where the variance of a gradient estimate comes from, exactly',
    load: () => import('./commands/variance.js'),
  },
  {
    name: 'gradcheck',
    summary: 'hold gradient estimators to the exact gradient: bias, scatter, angle, error',
    load: () => import('./commands/gradcheck.js'),
  },
  {
    name: 'solve',
    summary: 'bounds on the best value attainable, and a policy',
    load: () => import('./commands/solve.js'),
  },
  {
    name: 'save',
    summary: 'save the agent that a run of compare trained',
    load: () => import('./commands/save.js'),
  },
  {
    name: 'evaluate',
    summary: 'what a policy or a trained agent from a file earns, beside those bounds',
    load: () => import('./commands/evaluate.js'),
  },
  {
    name: 'reproduce',
    summary: 'do the paper’s experiments again, beside the exact truth',
    load: () => import('./commands/reproduce.js'),
  },
  {
    name: 'play',
    summary: 'play an environment yourself, with the exact belief beside you',
    load: () => import('./commands/play.js'),
  },
  {
    name: 'replay',
    summary: 'go through a run again, forwards and backwards',
    load: () => import('./commands/replay.js'),
  },
  {
    name: 'serve',
    summary: 'serve an environment to Python, with the interface of Gymnasium',
    load: () => import('./commands/serve.js'),
  },
  {
    name: 'list',
    summary: 'list what there is, by kind',
    load: () => import('./commands/list.js'),
  },
  {
    name: 'info',
    summary: 'show one registered id, or the model in a file',
    load: () => import('./commands/info.js'),
  },
  {
    name: 'convert',
    summary: 'write a model in another format',
    load: () => import('./commands/convert.js'),
  },
  {
    name: 'check',
    summary: 'hold a plugin to the rules of its kind, or a model file to its format',
    load: () => import('./commands/check.js'),
  },
];

/** Whether a word of the command line is the name of a command. */
export function isCommand(word: string): boolean {
  return commands.some(({ name }) => name === word);
}

/** The program, with the commands that the command line names made ready. */
export async function createProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('pomdp-gym')
    .description('A gym for partially observable decision problems, with exact values beside every estimate.')
    .version(version())
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  for (const { name, summary, load } of commands) {
    const command = program.command(name).summary(summary);
    if (args.includes(name)) await (await load()).define(command);
  }
  return program;
}
