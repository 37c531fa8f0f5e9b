import {
  controllerOf,
  type Endings,
  type FiniteModel,
  type FiniteStateController,
  InputError,
  isParametric,
  type ParametricPolicy,
  type Policy,
} from '@pomdp-gym/contracts';
import { DiscountedAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import {
  createEnvironment,
  createPolicy,
  parseEnvironment,
  parseReference,
  type Problem,
  type ProblemDescription,
} from '@pomdp-gym/experiment';
import { graphController, planningModel } from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import { type Command, Option } from 'commander';
import {
  type AnalysisReport,
  chainReport,
  type MeasuredChoice,
  measuredChoices,
  type MeasuredError,
  measuredErrors,
  parametricReport,
  startValueReport,
  analysisText,
  type GradientCheck,
  gradientCheckText,
} from '@pomdp-gym/report';
import { readGraphFile } from '../files/read-policy-file.js';
import { isTeamFile, readTeamFile } from '../files/team-file.js';
import { savedPolicy } from '../files/saved-policy.js';
import { withValuesRead } from '../files/with-files-read.js';
import { searchNotes } from '../terminal/search-notes.js';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { openRegistry } from '../open-registry.js';
import { loadablePlugins } from '../flags/loadable-plugins.js';
import { requireSteps } from '../flags/require-steps.js';
import { setTheta } from '../flags/set-theta.js';
import { checkEstimators, estimatorsAsked, RUNS } from '../runs/check-estimators.js';
import {
  addSharedOptions,
  collect,
  examples,
  numberList,
  type SharedOptions,
  wholeNumber,
} from '../flags/shared-options.js';
import { note, print, printJson, style } from '../terminal/terminal.js';
import { replicates } from '../threads/replicates.js';
import type { Estimates, EstimatesQuestion } from '../threads/post-estimates.js';

interface Options extends SharedOptions {
  readonly policy: string;
  readonly theta?: readonly number[];
  readonly run?: string;
  readonly controller?: string;
  readonly beta: readonly number[];
  readonly endings: Endings;
  readonly steps: readonly number[];
  readonly simulate?: number;
  readonly estimator: readonly string[];
  readonly critic?: string;
  readonly seed: number;
}

export function define(command: Command): void {
  addSharedOptions(command, loadablePlugins)
    .description(
      'The exact truth about a policy on a finite model: its average reward η, the discounted value of the start, their ' +
        'gradients, and for each β the gradient that GPOMDP converges to, with its bias, the bound on it, its variance, and ' +
        'the error after T steps. A policy with a finite memory is analysed on the chain of states and memory nodes.',
    )
    .argument('<environment>', 'an environment with a model')
    .option('--policy <policy>', 'a policy over finite observations, with or without memory', 'softmax')
    .option('--theta <numbers>', 'its parameters, with commas between them; all 0 by default', numberList)
    .addOption(
      new Option('--run <folder:number>', 'the parameters of a run that compare saved').conflicts('theta'),
    )
    .addOption(
      new Option(
        '--controller <file>',
        'a policy graph (.pg) or a team (.team) that solve wrote, in place of a policy',
      ).conflicts(['policy', 'theta', 'run', 'simulate']),
    )
    .option('--beta <numbers>', 'values of β in [0, 1)', numberList, [0, 0.4, 0.8, 0.95])
    .addOption(
      new Option('--endings <rule>', 'what the trace of GPOMDP does where an episode ends')
        .choices(['centred', 'reset', 'carry'])
        .default('centred'),
    )
    .option('--steps <numbers>', 'values of T to give the error for', numberList, [1e3, 1e4, 1e5])
    .option(
      '--simulate <runs>',
      'measure the error too, in that many runs of the longest T, and the β that the estimator auto chooses',
      wholeNumber(2),
    )
    .addOption(
      new Option(
        '--estimator <estimator>',
        'hold this estimator, with options if they matter, and those that are shipped to the exact gradient, as gradcheck does; may be repeated',
      )
        .argParser(collect)
        .default([], 'none')
        .conflicts('controller'),
    )
    .option('--critic <critic>', 'the critic of these estimators, with options if they matter')
    .option('--seed <number>', 'the seed of those runs', wholeNumber(0), 0)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym analyze ThreeState-v0 --theta 1,1,-1,-1', 'the point of the gradient study'],
        ['pomdp-gym analyze ThreeState-v0 --policy softmax:features=one-hot --beta 0,.99 --json', 'as JSON'],
        ['pomdp-gym analyze TMaze-v0 --endings carry', 'with a trace that goes on across the restart'],
        ['pomdp-gym analyze Tiger-v0 --controller tiger.pg', 'what a policy graph of solve earns'],
        ['pomdp-gym analyze Tiger-v0 --steps 1e4 --simulate 100', 'what 100 runs measure, beside it'],
        [
          'pomdp-gym analyze Tiger-v0+TimeLimit:steps=20 --estimator reinforce',
          'within a wrapper, and REINFORCE held to it',
        ],
      ),
    )
    .action(analyze);
}

async function analyze(name: string, options: Options): Promise<void> {
  requireBetas(options.beta);
  requireSteps(options.steps);
  const registry = await openRegistry(options.plugin, process.cwd());
  const saved = options.run === undefined ? undefined : savedPolicy(options.run);
  const problem = {
    environment: parseEnvironment(name),
    policy: withValuesRead(parseReference(options.policy)),
    policySeed: saved?.seed ?? 0,
  };
  const environment = createEnvironment(problem.environment, registry);
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${name} has no model, which exact analysis needs.`);
  if (options.controller !== undefined) {
    return show(name, fixedReport(model, controllerFrom(options.controller, model)), NOTHING, options);
  }
  const policy = createPolicy(problem.policy, environment, problem.policySeed, registry);
  const theta = saved?.theta ?? options.theta;
  if (theta) setTheta(policy, theta, options.policy);
  if (isParametric(policy)) {
    await analyzeParametric(name, model, policy, problem, options, () =>
      checkOf({ environment, policy }, problem, options, registry),
    );
    return;
  }
  requireNoEstimator(options);
  show(name, fixedReport(model, requireController(policy, options.policy)), NOTHING, options);
}

async function analyzeParametric(
  name: string,
  model: FiniteModel,
  policy: ParametricPolicy,
  problem: ProblemDescription,
  options: Options,
  check: () => Promise<GradientCheck | null>,
): Promise<void> {
  const { beta: betas, steps, endings, simulate: runs, seed } = options;
  const analysis = PolicyAnalysis.ofPolicy(model, policy);
  const { discount = 1 } = model;
  const report = {
    ...parametricReport(analysis, { betas, steps, endings }, searchNotes(clock, note)),
    discounted:
      discount < 1 ? startValueReport(DiscountedAnalysis.ofPolicy(model, policy, discount), true) : null,
  };
  if (runs === undefined) return show(name, report, { ...NOTHING, check: await check() }, options);
  const rising = [...new Set(steps)].sort((a, b) => a - b);
  const question = { ...problem, betas, endings, steps: rising, theta: [...policy.parameters], seed, runs };
  const estimates = await replicates<EstimatesQuestion, Estimates>('estimates', question, options.plugin);
  const stopped = estimates.length < runs;
  const fixed = estimates.map((run) => run.fixed);
  const auto = estimates.map((run) => run.auto);
  const simulated = {
    measured: measuredErrors(analysis, question, fixed),
    choices: measuredChoices(analysis, rising, auto),
    check: stopped ? null : await check(),
  };
  show(name, report, simulated, options, stopped);
  if (!stopped) return;
  note(`Stopped after ${estimates.length} of ${runs} runs.`);
  process.exitCode = exitCodes.interrupted;
}

/** What `--estimator` asks for: the estimators held to the exact gradient. */
async function checkOf(
  problem: Problem,
  description: ProblemDescription,
  { estimator, critic, steps, simulate = RUNS, seed, plugin }: Options,
  registry: Registry,
): Promise<GradientCheck | null> {
  if (estimator.length === 0) return null;
  const rising = [...new Set(steps)].sort((a, b) => a - b);
  const asked = estimatorsAsked(estimator, critic, problem, registry);
  return checkEstimators(
    { description, problem, ...asked, steps: rising, runs: simulate, seed },
    registry,
    plugin,
  );
}

function requireNoEstimator({ estimator, policy }: Options): void {
  if (estimator.length > 0)
    throw new InputError(`The policy ${policy} has no parameters, so there is no gradient to estimate.`);
}

/** γ that says which node a policy graph begins at, where neither its file nor the model says. */
const DISCOUNT = 0.95;

function controllerFrom(file: string, model: FiniteModel): FiniteStateController {
  if (isTeamFile(file)) return readTeamFile(file, model).controller();
  const { discount = 1 } = model;
  const plan = planningModel(discount < 1 ? model : { ...model, discount: DISCOUNT });
  return graphController(readGraphFile(file, plan), model);
}

/** The analysis of a controller that has no parameters. */
function fixedReport(model: FiniteModel, controller: FiniteStateController): AnalysisReport {
  const { discount = 1 } = model;
  return {
    ...chainReport(new PolicyAnalysis(model, controller)),
    discounted:
      discount < 1 ? startValueReport(new DiscountedAnalysis(model, controller, discount), false) : null,
  };
}

/** What runs found. */
interface Simulated {
  readonly measured: readonly MeasuredError[];
  readonly choices: readonly MeasuredChoice[];
  /** Estimators held to the exact gradient, where they are asked for. */
  readonly check?: GradientCheck | null;
}

const NOTHING: Simulated = { measured: [], choices: [] };

function show(
  name: string,
  report: AnalysisReport,
  { measured, choices, check }: Simulated,
  { json, simulate }: Options,
  stopped = false,
): void {
  if (json) {
    const simulated = simulate !== undefined && { measured, choices, ...(stopped && { stopped }) };
    printJson({ ...report, ...simulated, ...(check && { check }) });
    return;
  }
  print(analysisText(name, report, measured, style, choices));
  if (check) print(`\n${gradientCheckText(check, style)}`);
}

function requireBetas(betas: readonly number[]): void {
  const bad = betas.find((beta) => !(beta >= 0 && beta < 1));
  if (bad !== undefined) throw new InputError(`β is ${bad}; it must be at least 0 and below 1.`);
}

function requireController(policy: Policy, name: string): FiniteStateController {
  const controller = controllerOf(policy);
  if (controller) return controller;
  throw new InputError(
    `The policy ${name} cannot be written as a finite-state controller over finite observations, which exact analysis needs.`,
  );
}
