import { BACKUPS } from '@pomdp-gym/solving';
import { type Command, Option } from 'commander';
import {
  addSharedOptions,
  collect,
  examples,
  gradientSteps,
  nodeCounts,
  positiveNumber,
  seedCount,
  wholeNumber,
} from '../flags/shared-options.js';
import { partOfAll } from '../flags/part-of-all.js';
import { addTrackerOption } from '../flags/add-tracker-option.js';
import type { CompareOptions } from '../runs/compare-agents.js';

export function define(command: Command): void {
  addTrackerOption(addSharedOptions(command))
    .description(
      'Compare agents on environments, over many seeds. Without a study, the built-in one: CONJPOMDP, gradient ascent, ' +
        'OLPOMDP and uniform random on the three-state problem. Results are kept in a folder; the same command goes on ' +
        'where an earlier one stopped. Runs that fail are counted among the results; exit code 1 where any did.',
    )
    .argument('[study]', 'a study file (YAML)')
    .addOption(new Option('--env <environment>', 'an environment instead; may be repeated').argParser(append))
    .addOption(
      new Option('--agent <parts>', 'an agent instead, its parts joined by +; may be repeated').argParser(
        append,
      ),
    )
    .option(
      '--controllers <nodes>',
      'beside the agents, the best controllers of so many nodes that exact gradients find: 1,2,4',
      nodeCounts,
    )
    .option('--seeds <count>', 'how many seeds', seedCount)
    .option('--seed <number>', 'the first seed', wholeNumber(0))
    .option(
      '--until-decided',
      'do rounds of seeds, and stop the agents that AdaStop has decided on (family-wise error 5 %); --seeds is the most then',
    )
    .option('--round <seeds>', 'seeds an agent takes in such a round; 5 by default', wholeNumber(1))
    .option('--budget <steps>', 'steps a run may take to learn', wholeNumber(1))
    .option('--steps <T>', 'steps a gradient rests on; T,T for directions and line searches', gradientSteps)
    .option('--paths <count>', 'independent paths that each gradient is the mean of', wholeNumber(1))
    .option(
      '--episode-limit <steps>',
      'steps after which an episode is cut off; η is simulated then',
      wholeNumber(1),
    )
    .option(
      '--patience <seconds>',
      'seconds without a sign of progress after which a run is ended as timed out',
      positiveNumber,
    )
    .option(
      '--workers <count>',
      'runs at once, and the paths of runs where they are fewer; as many as there are cores by default',
      wholeNumber(1),
    )
    .option(
      '--bracket <backups>',
      'backups to bound the best policy with; 0: no bounds',
      wholeNumber(0),
      BACKUPS,
    )
    .addOption(
      new Option(
        '--reuse <folder>',
        'take runs from this folder of results too, or from those in it; may be repeated. Without --out, those in results/ are',
      )
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--again', 'do the runs again that timed out')
    .option('--executor <executor>', 'what does the runs: threads (the default) or in-process')
    .option('--confirm <part>', 'do this part of the runs a second time, such as 2%, and compare', partOfAll)
    .option('--out <folder>', 'where results go; results/NAME-HASH by default')
    .option('--report <file>', 'write the report there too: .html, or .md with its figures beside it')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym compare', 'the built-in study'],
        ['pomdp-gym compare study.yaml --workers 4', 'a study of your own'],
        [
          'pomdp-gym compare --env ThreeState-v0 --agent softmax+gpomdp:beta=.8+conjpomdp --agent uniform',
          '',
        ],
        ['pomdp-gym compare --env Tiger-v0 --controllers 1,2,4', 'what memory is worth'],
        ['pomdp-gym compare --seeds 5 --json', 'as JSON'],
        ['pomdp-gym compare --seeds 25 --until-decided', 'as many seeds as the decisions need'],
      ),
    )
    .action(compare);
}

function append(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return collect(value, earlier ?? []);
}

/** What does the runs is loaded only when there are some to do: help takes a tenth of a second. */
async function compare(file: string | undefined, options: CompareOptions): Promise<void> {
  const { compareAgents } = await import('../runs/compare-agents.js');
  await compareAgents(file, options);
}
