import type { Command } from 'commander';
import { addSharedOptions, examples, positiveNumber } from '../flags/shared-options.js';
import type { SolveOptions } from '../files/solve-environment.js';

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Solve an environment that has a model, or a model file: bounds on the best value attainable from its start, and a ' +
        'policy. Ctrl-C, a closed terminal, the time limit and the memory limit keep the best policy so far.',
    )
    .argument('<environment>', 'an id, with options if they matter (RockSample-v0:n=5,k=5), or a model file')
    .option('--solver <solver>', 'a solver, with options if they matter (sarsop:trials=100)', 'sarsop')
    .option(
      '--precision <gap>',
      'the gap between the bounds at which it is done, in the unit of rewards; by default a part of their range, 1e-5 for most solvers',
      positiveNumber,
    )
    .option(
      '--relative-precision <part>',
      'that gap as a part of the larger bound: .01 is one per cent',
      positiveNumber,
    )
    .option('--timeout <seconds>', 'CPU seconds after which it stops; none by default', positiveNumber)
    .option('--memory <MB>', 'memory of the process at which it stops; none by default', positiveNumber)
    .option(
      '--output <file>',
      'where the policy goes: .alpha, .policy or .xml; its graph: .pg, .dot or .svg; a team: .team',
    )
    .option(
      '--figure <file>',
      'the value function as a picture, over two or three states: .svg, .png or .json',
    )
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym solve Tiger-v0', 'to a gap of .0011: 1e-5 of its rewards, which range from −100 to 10'],
        [
          'pomdp-gym solve hallway.POMDP --timeout 10 --output hallway.policy',
          'ten seconds, then the best policy',
        ],
        ['pomdp-gym solve Tiger-v0 --output tiger.svg', 'its policy graph as a picture'],
        ['pomdp-gym solve Tiger-v0 --figure value.svg', 'its value function as a picture'],
        ['pomdp-gym solve Tag-v0 --solver qmdp --json', 'another solver, as JSON'],
        ['pomdp-gym solve DecTiger-v0 --solver alternating-maximisation --output a.team', 'a team of agents'],
      ),
    )
    .action(solve);
}

/** Solvers are loaded only when there is something to solve. */
async function solve(name: string, options: SolveOptions): Promise<void> {
  const { solveEnvironment } = await import('../files/solve-environment.js');
  await solveEnvironment(name, options);
}
