import { agentText, saveAgent } from '@pomdp-gym/experiment';
import type { Command } from 'commander';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { requireAgentPath } from '../files/agent-file.js';
import { ownProvenance } from '../files/provenance.js';
import { writeSafely } from '../files/write-safely.js';
import { addRunSelection, RUN, type RunSelection, selectRun } from '../flags/select-run.js';
import { addSharedOptions, examples, type SharedOptions } from '../flags/shared-options.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import { stageNotes } from '../stage-notes.js';
import { note, print, printJson } from '../terminal/terminal.js';

interface Options extends SharedOptions, RunSelection {}

export function define(command: Command): void {
  addRunSelection(addSharedOptions(command))
    .description(
      'Save the agent that a run of compare trained: its recipe, what it learnt or planned, the environment and the seed. evaluate\n' +
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
  const { description, record, results } = selectRun(argument, options);
  const registry = await openRegistry(options.plugin, process.cwd());
  const repeating = stageNotes('Training the agent again, whose results hold no policy', clock, note);
  if (record.status === 'finished' && !record.theta) warnOfOtherCode(results.provenance.build);
  const saved = await interruptible(async (signal) => {
    const settings = {
      provenance: results.provenance,
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

/** What this program trains may differ from what another one measured. */
function warnOfOtherCode(build: string): void {
  if (build !== ownProvenance().build)
    note('Another version of the program made these results: the agent that is trained again may differ.');
}
