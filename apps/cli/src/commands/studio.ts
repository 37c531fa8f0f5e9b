import { type Command, Option } from 'commander';
import { addIdleSeed, addSharedOptions, examples, wholeNumber } from '../flags/shared-options.js';
import type { StudioOptions } from '../studio/serve-studio.js';

/** The greatest number of a port. */
const PORTS = 65_535;

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Serve the studio on this machine: a page that shows folders of results while they grow, and runs, gradients, policies and ' +
        'beliefs beside their exact values. With the file of a study, the page starts, pauses and stops it; its results stand where ' +
        'compare puts them. The URL that is printed holds a token: only who has it gets in. Ctrl-C ends it and keeps what is done.',
    )
    .argument(
      '[path]',
      'a study file (YAML), a folder of results or one that holds some; results/ by default',
    )
    .option('--port <number>', 'the port of the page; a free one by default', wholeNumber(1, PORTS))
    .option('--start', 'start the study at once')
    .option('--workers <count>', 'runs at once; as many as there are cores by default', wholeNumber(1))
    .option('--out <folder>', 'where results of the study go; results/NAME-HASH by default')
    .addOption(new Option('--page <file>', 'serve this build of the page').hideHelp())
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym studio', 'all folders in results/'],
        ['pomdp-gym studio study.yaml', 'a study, which the page starts'],
        ['pomdp-gym studio study.yaml --start --port 8080', 'one that runs at once'],
        ['pomdp-gym studio results/three-state-1234abcd', 'one folder, also while compare adds to it'],
      ),
    )
    .action(studio);
}

/** What serves is loaded only where it is needed: help takes a tenth of a second. */
async function studio(path: string | undefined, options: StudioOptions): Promise<void> {
  const { serveStudio } = await import('../studio/serve-studio.js');
  await serveStudio(path, options);
}
