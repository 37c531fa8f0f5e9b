import { type FiniteModel, InputError, isParametric, type ParametricPolicy } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import { createEnvironment, createPolicy, parseEnvironment } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { variancePage, varianceReport, varianceText } from '@pomdp-gym/report';
import type { Command } from 'commander';
import { Option } from 'commander';
import { savedPolicy } from '../files/saved-policy.js';
import { withValuesRead } from '../files/with-files-read.js';
import { requireReportPath, writeReport } from '../files/write-report.js';
import { parseAgent, type WrittenAgent } from '@pomdp-gym/experiment';
import {
  addIdleSeed,
  addSharedOptions,
  examples,
  numberList,
  type SharedOptions,
  wholeNumber,
} from '../flags/shared-options.js';
import { type VarianceFlags, varianceQuestion } from '../flags/variance-question.js';
import { openRegistry } from '../open-registry.js';
import { note, print, printJson, style } from '../terminal/terminal.js';

interface Options extends SharedOptions, VarianceFlags {
  readonly theta?: readonly number[];
  readonly run?: string;
  readonly output?: string;
}

export function define(command: Command): void {
  addIdleSeed(addSharedOptions(command))
    .description(
      'Where the variance of a gradient estimate comes from: the exact asymptotic covariance of GPOMDP, or of an actor on a ' +
        'TD(λ) critic, taken apart by age of credit, by observation and memory, by mixing mode of the chain and by what each ' +
        'baseline removes. Beside GPOMDP stand average-reward TD(λ) and the actor on it.',
    )
    .argument('<environment>', 'an environment with a model')
    .argument(
      '[agent]',
      'a policy with gpomdp, or with the learner actor-critic, joined by +',
      'softmax+gpomdp',
    )
    .option('--theta <numbers>', 'its parameters, with commas between them; all 0 by default', numberList)
    .addOption(
      new Option('--run <folder:number>', 'the parameters of a run that compare saved').conflicts('theta'),
    )
    .option('--ages <count>', 'the oldest age of credit that is listed on its own', wholeNumber(0), 10)
    .option('--lambda <number>', 'λ of the TD that stands beside GPOMDP; β by default', fraction)
    .option('--output <file>', 'write a page with figures: .html, or .md with its figures beside it')
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym variance ThreeState-v0 softmax+gpomdp:beta=.95 --theta 1,1,-1,-1', 'the gradient study'],
        [
          'pomdp-gym variance Tiger-v0 controller:nodes=2+gpomdp:baseline=observation --output tiger.html',
          'as a page',
        ],
        [
          'pomdp-gym variance LoadUnload-v0 softmax+actor-critic:objective=average,lambda=.8 --json',
          'as JSON',
        ],
      ),
    )
    .action(variance);
}

async function variance(name: string, written: string, options: Options): Promise<void> {
  if (options.output !== undefined) requireReportPath(options.output);
  const registry = await openRegistry(options.plugin, process.cwd());
  const agent = parseAgent(written, registry);
  const question = varianceQuestion(agent, options, registry);
  const { model, policy } = problem(name, agent, options, registry);
  const report = varianceReport(PolicyAnalysis.ofPolicy(model, policy), question, model.labels);
  const title = `${name}, ${written}`;
  if (report.td === null)
    note('TD stands aside: with a table of values it has no fixed point here, or takes too much memory.');
  if (options.output !== undefined) {
    await writeReport(options.output, variancePage(`Where the variance comes from: ${title}`, report));
    note(`Wrote ${options.output}.`);
  }
  if (options.json) printJson(report);
  else print(varianceText(title, report, style));
}

function problem(
  name: string,
  agent: WrittenAgent,
  options: Options,
  registry: Registry,
): { readonly model: FiniteModel; readonly policy: ParametricPolicy } {
  const saved = options.run === undefined ? undefined : savedPolicy(options.run);
  const environment = createEnvironment(parseEnvironment(name), registry);
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${name} has no model, which exact analysis needs.`);
  const reference = agent.policy;
  if (!reference)
    throw new InputError(`The agent ${agent.name} has no policy: write one, such as softmax+gpomdp.`);
  const policy = createPolicy(withValuesRead(reference), environment, saved?.seed ?? 0, registry);
  if (!isParametric(policy))
    throw new InputError(
      `The policy ${reference.id} has no parameters, so there is no gradient to estimate.`,
    );
  const theta = saved?.theta ?? options.theta;
  if (theta) setTheta(policy, theta, reference.id);
  return { model, policy };
}

function setTheta(policy: ParametricPolicy, theta: readonly number[], name: string): void {
  const { length } = policy.parameters;
  if (theta.length !== length)
    throw new InputError(
      `The policy ${name} has ${length} parameters here, and ${theta.length} numbers are given.`,
    );
  policy.parameters.set(theta);
}

function fraction(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= 0 && value < 1) return value;
  throw new InputError(`λ is ${text}; it must be a number of at least 0 and below 1.`);
}
