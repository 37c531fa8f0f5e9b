import { EnvironmentServer } from '@pomdp-gym/bridge';
import { pythonFolder } from '@pomdp-gym/bridge/node';
import { InputError } from '@pomdp-gym/contracts';
import { createEnvironment, parseEnvironment } from '@pomdp-gym/experiment';
import type { Command } from 'commander';
import { addIdleSeed, addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { openRegistry } from '../open-registry.js';
import { serveLines } from '../serve-lines.js';
import { print } from '../terminal/terminal.js';

interface Options extends SharedOptions {
  readonly pythonPath?: true;
}

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Serve an environment to another process, as lines of JSON on standard input and output. The README of @pomdp-gym/bridge describes the messages; its module pomdp_gym speaks them in Python, with the interface of Gymnasium.',
    )
    .argument('[environment]', 'an id, with options if they matter (TMaze-v0:length=3), or a model file')
    .option('--python-path', 'print the folder of the module pomdp_gym, for PYTHONPATH, and end')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym serve Tiger-v0', 'for a process that writes messages'],
        ['PYTHONPATH=$(pomdp-gym serve --python-path) python3 agent.py', 'for an agent in Python'],
      ),
    )
    .action(serve);
}

async function serve(text: string | undefined, { plugin, pythonPath }: Options): Promise<void> {
  if (pythonPath) return print(pythonFolder);
  if (text === undefined)
    throw new InputError('Name the environment to serve, as in pomdp-gym serve Tiger-v0.');
  await serveLines(async () => {
    const registry = await openRegistry(plugin, process.cwd());
    const { name = text, ...reference } = parseEnvironment(text);
    const create = () => createEnvironment(reference, registry);
    return new EnvironmentServer({ name, create });
  });
}
