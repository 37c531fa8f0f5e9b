import { agentText, saveAgent } from '@pomdp-gym/experiment';
import { modelOfCell } from '@pomdp-gym/experiment/node';
import type { Command } from 'commander';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { requireAgentPath } from '../files/agent-file.js';
import { writeSafely } from '../files/write-safely.js';
import { addRunSelection, pluginsOf, RUN, type RunSelection, selectRun } from '../flags/select-run.js';
import { addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { cellFinder } from '../runs/cell-finder.js';
import { stageNotes } from '../stage-notes.js';
import { note, print, printJson } from '../terminal/terminal.js';

interface Options extends SharedOptions, RunSelection {}

export function define(command: Command): void {
  addRunSelection(addSharedOptions(command))
    .description(
      'Save the agent that a run of compare trained: its recipe, what it learnt or planned, the environment and the seed. evaluate ' +
        'and play read the file. A policy that the results do not hold is trained again from the seed.',
    )
    .argument('<run>', RUN)
    .argument('<file>', 'where to write it: agent.json')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym save results/comparison-1a2b3c4d agent.json --agent conjpomdp --seed 3', 'by its names'],
        ['pomdp-gym save results/comparison-1a2b3c4d:17 agent.json', 'by its number'],
      ),
    )
    .action(save);
}

async function save(argument: string, file: string, options: Options): Promise<void> {
  requireAgentPath(file);
  const { description, record, cell, results } = selectRun(argument, options);
  const plugins = pluginsOf(results, options.plugin);
  const registry = await openRegistry(plugins.plugins, plugins.from);
  const repeating = stageNotes('Training the agent again, whose results hold no policy', clock, note);
  const same = cellFinder(results.study, registry, plugins)(description) === cell;
  if (!same)
    note(
      `Other code or other data made these results${record.theta ? '.' : ': the agent that is trained again may differ.'}`,
    );
  // An agent that is trained again is of the model that there is now.
  const model = same || record.theta ? modelOfCell(results.path, record, cell) : undefined;
  const saved = await interruptible(async (signal) => {
    const settings = {
      provenance: results.provenance,
      model,
      signal,
      onSteps: (steps: number) => repeating(steps > 0 ? steps / description.budget : undefined),
    };
    return saveAgent(description, record, registry, settings).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
  });
  if (!saved) {
    note('Stopped: nothing was written.');
    process.exitCode = exitCodes.interrupted;
    return;
  }
  await writeSafely(file, [agentText(saved)]);
  const { environment, agent, seed } = description;
  if (options.json)
    printJson({
      ...{ file, environment: environment.name, agent: agent.name, seed, steps: saved.steps },
      policy: saved.policy.kind,
    });
  else print(`${file}: ${agent.name}, trained in ${environment.name} with seed ${seed}.`);
}
