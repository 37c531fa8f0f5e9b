import { InputError, type Policy } from '@pomdp-gym/contracts';
import { angleDegrees, PolicyAnalysis, relativeError } from '@pomdp-gym/exact';
import { isParametric, parseEnvironment, parseReference } from '@pomdp-gym/experiment';
import { norm } from '@pomdp-gym/numerics';
import type { Command } from 'commander';
import { openRegistry } from '../open-registry.js';
import { addSharedOptions, examples, numberList, type SharedOptions } from '../shared-options.js';
import { colors, print, printJson, table } from '../terminal.js';

interface Options extends SharedOptions {
  readonly policy: string;
  readonly theta?: readonly number[];
  readonly beta: readonly number[];
}

export function define(command: Command): void {
  addSharedOptions(command)
    .description(
      'The exact truth about a policy on a finite model: its average reward η, the gradient of η, and for each β the\n' +
        'gradient that GPOMDP converges to, with its bias.',
    )
    .argument('<environment>', 'an environment with a model')
    .option('--policy <policy>', 'a policy over finite observations', 'softmax')
    .option('--theta <numbers>', 'its parameters, with commas between them; all 0 unless told', numberList)
    .option('--beta <numbers>', 'values of β in [0, 1)', numberList, [0, 0.4, 0.8, 0.95])
    .addHelpText(
      'after',
      examples(
        ['pomdp-gym analyze ThreeState-v0 --theta 1,1,-1,-1', 'the point of the gradient study'],
        ['pomdp-gym analyze ThreeState-v0 --policy softmax:features=one-hot --beta 0,.99 --json', 'as JSON'],
      ),
    )
    .action(analyze);
}

async function analyze(name: string, options: Options): Promise<void> {
  const registry = await openRegistry(options.plugin, process.cwd());
  const environment = registry.create('environment', parseEnvironment(name));
  const model = environment.model?.();
  if (!model) throw new InputError(`The environment ${name} has no model, which exact analysis needs.`);
  requireBetas(options.beta);
  const policy = registry.create('policy', parseReference(options.policy), environment);
  if (options.theta) setTheta(policy, options.theta, options.policy);
  const analysis = isParametric(policy)
    ? PolicyAnalysis.ofPolicy(model, policy)
    : PolicyAnalysis.ofTable(model, requireTable(policy, options.policy));
  const found = report(analysis, isParametric(policy) ? options.beta : []);
  if (options.json) printJson(found);
  else printReport(name, found);
}

function requireBetas(betas: readonly number[]): void {
  const bad = betas.find((beta) => !(beta >= 0 && beta < 1));
  if (bad !== undefined) throw new InputError(`β is ${bad}; it must be at least 0 and below 1.`);
}

function setTheta(policy: Policy, theta: readonly number[], name: string): void {
  if (!isParametric(policy))
    throw new InputError(`The policy ${name} has no parameters, so --theta cannot set them.`);
  const { length } = policy.parameters;
  if (theta.length !== length) {
    throw new InputError(
      `The policy ${name} has ${length} parameters here, and --theta gives ${theta.length}.`,
    );
  }
  policy.parameters.set(theta);
}

function requireTable(policy: Policy, name: string) {
  const table = policy.table?.();
  if (table) return table;
  throw new InputError(
    `The policy ${name} cannot be written as a table over finite observations, which exact analysis needs.`,
  );
}

function report(analysis: PolicyAnalysis, betas: readonly number[]) {
  const gradient = betas.length > 0 ? analysis.gradient() : new Float64Array(0);
  return {
    eta: analysis.averageReward,
    gradient: [...gradient],
    secondEigenvalue: analysis.secondEigenvalue() ?? null,
    betas: betas.map((beta) => {
      const discounted = analysis.discountedGradient(beta);
      return {
        beta,
        gradient: [...discounted],
        relativeBias: finite(relativeError(discounted, gradient)),
        angleDegrees: finite(angleDegrees(discounted, gradient)),
      };
    }),
  };
}

/** JSON has no word for NaN and infinity: a bias relative to a gradient of 0. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

type Report = ReturnType<typeof report>;

function printReport(name: string, { eta, gradient, secondEigenvalue, betas }: Report): void {
  print(colors.bold(name));
  print(`η = ${eta}`);
  if (secondEigenvalue !== null) print(`|λ₂| = ${secondEigenvalue}`);
  if (betas.length === 0) return;
  print(`∇η = (${gradient.map(short).join(', ')}), |∇η| = ${short(norm(Float64Array.from(gradient)))}`);
  print();
  const columns = ['β', 'relative bias of ∇_βη', 'angle to ∇η', '∇_βη'].map((title) => ({ title }));
  const rows = betas.map((row) => [
    String(row.beta),
    row.relativeBias === null ? 'none' : short(row.relativeBias),
    row.angleDegrees === null ? 'none' : `${row.angleDegrees.toFixed(4)}°`,
    `(${row.gradient.map(short).join(', ')})`,
  ]);
  print(table(columns, rows));
}

function short(value: number): string {
  return value.toPrecision(6);
}
