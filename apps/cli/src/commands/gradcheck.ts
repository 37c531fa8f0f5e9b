import { InputError } from '@pomdp-gym/contracts';
import { createProblem, parseEnvironment, parseReference } from '@pomdp-gym/experiment';
import { gradientCheckFigure, gradientCheckText } from '@pomdp-gym/report';
import { type Command, Option } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { savedPolicy } from '../files/saved-policy.js';
import { withValuesRead } from '../files/with-files-read.js';
import { requireFigurePath, writeFigure } from '../files/write-figure.js';
import { requireSteps } from '../flags/require-steps.js';
import { setTheta } from '../flags/set-theta.js';
import {
  addSharedOptions,
  examples,
  numberList,
  type SharedOptions,
  wholeNumber,
} from '../flags/shared-options.js';
import { openRegistry } from '../open-registry.js';
import { checkEstimators, estimatorsAsked, RUNS } from '../runs/check-estimators.js';
import { note, print, printJson, style } from '../terminal/terminal.js';
import { finishUnread } from '../unread-output.js';

interface Options extends SharedOptions {
  readonly env: string;
  readonly policy: string;
  readonly critic?: string;
  readonly theta?: readonly number[];
  readonly run?: string;
  readonly steps: readonly number[];
  readonly runs: number;
  readonly seed: number;
  readonly figure?: string;
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'Hold gradient estimators to the exact gradient: for each the bias of the target that it states, and over many runs the ' +
        'bias, the scatter, the angle and the error of its estimates after T steps. The estimators that are shipped stand beside it. ' +
        'Exit code 1 where an estimator that is named differs from the target that it states.',
    )
    .argument('<estimators...>', 'estimators, with options if they matter: gpomdp:beta=.9')
    .requiredOption('--env <environment>', 'an environment with a model')
    .option('--policy <policy>', 'a policy with parameters over finite observations', 'softmax')
    .option('--critic <critic>', 'the critic of the estimators, with options if they matter')
    .option('--theta <numbers>', 'its parameters, with commas between them; all 0 by default', numberList)
    .addOption(
      new Option('--run <folder:number>', 'the parameters of a run that compare saved').conflicts('theta'),
    )
    .option('--steps <numbers>', 'values of T', numberList, [100, 1000, 10_000])
    .option('--runs <count>', 'how many independent runs of the longest T', wholeNumber(2), RUNS)
    .option('--seed <number>', 'the seed of those runs', wholeNumber(0), 0)
    .option('--figure <file>', 'the error against T as a picture: .svg, .png or .json')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym gradcheck gpomdp:beta=.9 --env Tiger-v0', 'beside the others that are shipped'],
        ['pomdp-gym gradcheck my-id --plugin ./my-estimator --env ThreeState-v0 --json', 'your own, as JSON'],
        [
          'pomdp-gym gradcheck reinforce --env Tiger-v0+TimeLimit:steps=20 --figure error.svg',
          'with a figure',
        ],
      ),
    )
    .action(gradcheck);
}

async function gradcheck(written: readonly string[], options: Options): Promise<void> {
  const steps = [...new Set(options.steps)].sort((a, b) => a - b);
  requireSteps(steps);
  if (options.figure !== undefined) requireFigurePath(options.figure);
  const registry = await openRegistry(options.plugin, process.cwd());
  const saved = options.run === undefined ? undefined : savedPolicy(options.run);
  const description = {
    environment: parseEnvironment(options.env),
    policy: withValuesRead(parseReference(options.policy)),
    policySeed: saved?.seed ?? 0,
  };
  const problem = createProblem(description, [], registry);
  if (!problem.environment.model)
    throw new InputError(`The environment ${options.env} has no model, which exact gradients need.`);
  const theta = saved?.theta ?? options.theta;
  if (theta) setTheta(problem.policy, theta, options.policy);
  const asked = estimatorsAsked(written, options.critic, problem, registry);
  const { runs, seed } = options;
  finishUnread();
  const check = await checkEstimators(
    { description, problem, ...asked, steps, runs, seed },
    registry,
    options.plugin,
  );
  if (!check) return;
  const title = `${options.env}, ${options.policy}`;
  if (options.json) printJson({ environment: options.env, policy: options.policy, ...check });
  else print(`${style.bold(title)}\n${gradientCheckText(check, style)}`);
  if (options.figure !== undefined) {
    await writeFigure(options.figure, gradientCheckFigure(title, check));
    note(`Wrote ${options.figure}.`);
  }
  const own = check.estimators.slice(0, written.length);
  if (own.some(({ verdict }) => verdict === 'differs')) process.exitCode = exitCodes.failed;
}
