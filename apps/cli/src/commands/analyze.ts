import {
  controllerOf,
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
  type ProblemDescription,
} from '@pomdp-gym/experiment';
import { graphController, planningModel } from '@pomdp-gym/planning';
import { type Command, Option } from 'commander';
import {
  type AnalysisReport,
  chainReport,
  type MeasuredError,
  measuredErrors,
  parametricReport,
  startValueReport,
  analysisText,
} from '@pomdp-gym/report';
import { readGraphFile } from '../files/read-policy-file.js';
import { savedPolicy } from '../files/saved-policy.js';
import { withValuesRead } from '../files/with-files-read.js';
import { searchNotes } from '../terminal/search-notes.js';
import { clock } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { interruptible } from '../interruptible.js';
import { openRegistry } from '../open-registry.js';
import {
  addSharedOptions,
  examples,
  numberList,
  type SharedOptions,
  wholeNumber,
} from '../flags/shared-options.js';
import { note, print, printJson, style } from '../terminal/terminal.js';
import { inThread } from '../threads/in-thread.js';
import type { Estimates, EstimatesQuestion } from '../threads/post-estimates.js';

interface Options extends SharedOptions {
  readonly policy: string;
  readonly theta?: readonly number[];
  readonly run?: string;
  readonly controller?: string;
  readonly beta: readonly number[];
  readonly steps: readonly number[];
  readonly simulate?: number;
  readonly seed: number;
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'The exact truth about a policy on a finite model: its average reward η, the discounted value of the start, their\n' +
        'gradients, and for each β the gradient that GPOMDP converges to, with its bias, the bound on it, its variance, and\n' +
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
        'a policy graph (.pg) that solve wrote, in place of a policy',
      ).conflicts(['policy', 'theta', 'run', 'simulate']),
    )
    .option('--beta <numbers>', 'values of β in [0, 1)', numberList, [0, 0.4, 0.8, 0.95])
    .option('--steps <numbers>', 'values of T to give the error for', numberList, [1e3, 1e4, 1e5])
    .option('--simulate <runs>', 'measure the error too, in that many runs of the longest T', wholeNumber(2))
    .option('--seed <number>', 'the seed of those runs', wholeNumber(0), 0)
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym analyze ThreeState-v0 --theta 1,1,-1,-1', 'the point of the gradient study'],
        ['pomdp-gym analyze ThreeState-v0 --policy softmax:features=one-hot --beta 0,.99 --json', 'as JSON'],
        ['pomdp-gym analyze Tiger-v0 --controller tiger.pg', 'what a policy graph of solve earns'],
        ['pomdp-gym analyze Tiger-v0 --steps 1e4 --simulate 100', 'what 100 runs measure, beside it'],
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
    return show(name, fixedReport(model, controllerFrom(options.controller, model)), [], options);
  }
  const policy = createPolicy(problem.policy, environment, problem.policySeed, registry);
  const theta = saved?.theta ?? options.theta;
  if (theta) setTheta(policy, theta, options.policy);
  if (isParametric(policy)) return analyzeParametric(name, model, policy, problem, options);
  show(name, fixedReport(model, requireController(policy, options.policy)), [], options);
}

async function analyzeParametric(
  name: string,
  model: FiniteModel,
  policy: ParametricPolicy,
  problem: ProblemDescription,
  options: Options,
): Promise<void> {
  const { beta: betas, steps, simulate: runs, seed } = options;
  const analysis = PolicyAnalysis.ofPolicy(model, policy);
  const { discount = 1 } = model;
  const report = {
    ...parametricReport(analysis, { betas, steps }, searchNotes(clock, note)),
    discounted:
      discount < 1 ? startValueReport(DiscountedAnalysis.ofPolicy(model, policy, discount), true) : null,
  };
  if (runs === undefined) return show(name, report, [], options);
  const rising = [...new Set(steps)].sort((a, b) => a - b);
  const question = { ...problem, betas, steps: rising, theta: [...policy.parameters], seed, runs };
  const estimates = await estimatesOf(question, options.plugin);
  const stopped = estimates.length < runs;
  show(name, report, measuredErrors(analysis, question, estimates), options, stopped);
  if (!stopped) return;
  note(`Stopped after ${estimates.length} of ${runs} runs.`);
  process.exitCode = exitCodes.interrupted;
}

/** γ that says which node a policy graph begins at, where neither its file nor the model says. */
const DISCOUNT = 0.95;

function controllerFrom(file: string, model: FiniteModel): FiniteStateController {
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

/** The estimates of every run, or of those that are done when a signal comes. */
async function estimatesOf(question: EstimatesQuestion, plugins: readonly string[]): Promise<Estimates[]> {
  const estimates: Estimates[] = [];
  const tell = tellNowAndThen(question.runs);
  const onMessage = (run: Estimates) => tell(estimates.push(run));
  await interruptible((signal) => inThread({ work: 'estimates', question, plugins, signal, onMessage }));
  return estimates;
}

function show(
  name: string,
  report: AnalysisReport,
  measured: readonly MeasuredError[],
  { json, simulate }: Options,
  stopped = false,
): void {
  if (!json) print(analysisText(name, report, measured, style));
  else printJson(simulate === undefined ? report : { ...report, measured, ...(stopped && { stopped }) });
}

/** Says on standard error how far the runs are: ten times in all. */
function tellNowAndThen(runs: number): (done: number) => void {
  const apart = Math.ceil(runs / 10);
  return (done) => {
    if (done % apart === 0 || done === runs) note(`${done} of ${runs} runs done`);
  };
}

function requireBetas(betas: readonly number[]): void {
  const bad = betas.find((beta) => !(beta >= 0 && beta < 1));
  if (bad !== undefined) throw new InputError(`β is ${bad}; it must be at least 0 and below 1.`);
}

function requireSteps(steps: readonly number[]): void {
  const bad = steps.find((T) => !(Number.isSafeInteger(T) && T >= 1));
  if (bad !== undefined) throw new InputError(`T is ${bad}; it must be a whole number of at least 1.`);
}

function setTheta(policy: Policy, theta: readonly number[], name: string): void {
  if (!isParametric(policy))
    throw new InputError(`The policy ${name} has no parameters, so --theta cannot set them.`);
  const { length } = policy.parameters;
  if (theta.length !== length) {
    throw new InputError(
      `The policy ${name} has ${length} parameters here, and ${theta.length} numbers are given.`,
    );
  }
  policy.parameters.set(theta);
}

function requireController(policy: Policy, name: string): FiniteStateController {
  const controller = controllerOf(policy);
  if (controller) return controller;
  throw new InputError(
    `The policy ${name} cannot be written as a finite-state controller over finite observations, which exact analysis needs.`,
  );
}
