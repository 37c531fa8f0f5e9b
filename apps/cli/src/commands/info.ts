import type { Command } from 'commander';
import { loadablePlugins } from '../flags/loadable-plugins.js';
import { addIdleSeed, addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command, loadablePlugins))
    .description(
      'Show what is known of something registered: its options and, for an environment, its model.',
    )
    .argument('<id-or-file>', 'an id, with options if they matter (Garnet-v0:states=20), or a model file')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym info ThreeState-v0', 'states, actions, observations, optimum'],
        ['pomdp-gym info tiger.POMDP', 'the model in a file'],
        ['pomdp-gym info conjpomdp', 'the options of an optimizer'],
        ['pomdp-gym info ThreeState-v0 --json', 'as JSON'],
      ),
    )
    .action(info);
}

/** What reads models is loaded only when there is something to show. */
async function info(text: string, options: SharedOptions): Promise<void> {
  const { showInfo } = await import('../show-info.js');
  await showInfo(text, options);
}
