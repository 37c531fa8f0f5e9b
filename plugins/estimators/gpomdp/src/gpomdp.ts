import {
  type Critic,
  type DiscountedEstimate,
  type Estimator,
  estimator,
  type FiniteModel,
  type GradientTarget,
  InputError,
  type ParametricPolicy,
  type StepBatch,
} from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { Baseline } from './baseline.js';
import { Centring, type CentringRule } from './centring.js';
import { CriticBaseline } from './critic-baseline.js';
import { FittedBaseline } from './fitted-baseline.js';
import { type GpomdpOptions, options } from './options.js';
import { PathEstimate, savedPath } from './path-estimate.js';

const saved = z.array(savedPath);

/**
 * GPOMDP (Baxter & Bartlett): with z_0 = Δ_0 = 0,
 *
 *     z_{t+1} = β z_t + ∇log μ(u_t | y_t; θ)
 *     Δ_{t+1} = Δ_t + [r_{t+1} z_{t+1} − Δ_t] / (t + 1)
 *
 * for one β or several, with a baseline or without: see `PathEstimate`. Without a baseline the estimates on a path that
 * ends no episode are the paper's.
 */
class Gpomdp implements Estimator {
  readonly target: GradientTarget;
  private readonly paths: readonly PathEstimate[];

  constructor(
    { beta, betas, endings }: GpomdpOptions,
    private readonly parameters: number,
    pathOf: (beta: number) => PathEstimate,
  ) {
    this.target = { objective: 'average', beta, endings };
    this.paths = [beta, ...betas].map(pathOf);
  }

  reset(): void {
    for (const path of this.paths) path.reset();
  }

  update(batch: StepBatch): void {
    for (const path of this.paths) path.update(batch);
  }

  estimate(): DiscountedEstimate {
    return this.paths[0]!.estimate();
  }

  estimates(): readonly DiscountedEstimate[] {
    return this.paths.map((path) => path.estimate());
  }

  save(): z.infer<typeof saved> {
    return this.paths.map((path) => path.save());
  }

  restore(state: unknown): void {
    const { data } = saved.safeParse(state);
    if (data?.length !== this.paths.length)
      throw new InputError(`This is no estimate that was saved for ${this.parameters} parameters.`);
    this.paths.forEach((path, i) => path.restore(data[i]!));
  }
}

function create(
  options: GpomdpOptions,
  policy: ParametricPolicy,
  critic?: Critic,
  model?: () => FiniteModel,
): Gpomdp {
  const { endings } = options;
  const rule = centringRule(options);
  const endless = model !== undefined && !model().terminal;
  return new Gpomdp(
    options,
    policy.parameters.length,
    (beta) =>
      new PathEstimate(policy, {
        beta,
        carries: endings === 'carry',
        standardErrors: options.standardErrors,
        centring: new Centring(rule, endless),
        baseline: makeBaseline(options, beta, policy, critic),
      }),
  );
}

function centringRule({ baseline, endings }: GpomdpOptions): CentringRule {
  if (baseline !== 'average') return endings === 'centred' ? 'once it has ended' : 'never';
  if (endings !== 'reset') return 'always';
  throw new InputError(
    'The baseline `average` counts rewards from their average on, which is another gradient than that of `endings: reset`: ' +
      'take `endings: centred`, or the baseline `constant`.',
  );
}

function makeBaseline(
  { baseline, betas, criticLearns, endings }: GpomdpOptions,
  beta: number,
  policy: ParametricPolicy,
  critic: Critic | undefined,
): Baseline | undefined {
  if (critic && baseline !== 'critic')
    throw new InputError('A critic is given, and gpomdp leaves it unused: take `baseline: critic`.');
  if (baseline === 'none' || baseline === 'average') return undefined;
  if (baseline === 'critic') {
    if (!critic) throw new InputError('The baseline `critic` needs an agent with a critic, such as td.');
    if (criticLearns && betas.length > 0)
      throw new InputError(
        'A critic that learns serves one β: leave out `betas`, or set `criticLearns` to false.',
      );
    return new CriticBaseline(critic, criticLearns);
  }
  const centred = endings === 'centred' ? 'once it has ended' : 'never';
  return new FittedBaseline(policy, { beta, cells: baseline, carries: endings === 'carry', centred });
}

export const gpomdp = estimator({
  id: 'gpomdp',
  summary: 'The gradient of the average reward from one sample path, with a β-discounted eligibility trace.',
  options,
  create,
});
