import type { Laboratory, LinesData, StudyData } from '@pomdp-gym/reproduction';
import { mean, quantile, standardError, studentInterval } from '@pomdp-gym/statistics';
import { autoPaths } from './auto-paths.js';
import type { AutomaticOptions } from './automatic-options.js';
import { exactErrors } from './exact-errors.js';
import type { AutomaticProblem } from './problems.js';
import { ascentGrid, fixedBetas, type Scale, SEED } from './scale.js';
import { signSearches } from './sign-searches.js';

type Line<Made> = Made extends { readonly line: { parse(value: unknown): infer Parsed } } ? Parsed : never;

/** Squared errors of the gradient at one T, in units of |∇η|². */
export interface ErrorRow {
  readonly steps: number;
  /** Of `auto`: the mean over paths with its standard error, and the quartiles of the β chosen. */
  readonly auto: number;
  readonly error: number;
  readonly betas: readonly number[];
  /** Of the fixed β with the average reward taken off, exact: the least with its β, and the median over β. */
  readonly best: number;
  readonly bestBeta: number;
  readonly median: number;
  /** The least without a baseline. */
  readonly plain: number;
}

/** Final η at one budget. */
export interface AscentRow {
  readonly auto: number;
  readonly best: number;
  readonly bestName: string;
  /** The 95 % interval of auto − best over seeds, which runs of both share. */
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number };
  readonly median: number;
}

/** What the sign test did at known slopes. */
export interface SignRow {
  readonly searches: number;
  readonly decided: number;
  readonly wrong: number;
  readonly steps: number;
}

/** All that is measured on one problem. */
export class ProblemData {
  readonly name: string;
  private readonly exact: LinesData<Line<typeof exactErrors>> | undefined;
  private readonly paths: LinesData<Line<typeof autoPaths>> | undefined;
  private readonly runs: StudyData | undefined;
  private readonly searches: LinesData<Line<typeof signSearches>> | undefined;

  constructor(
    readonly problem: AutomaticProblem,
    private readonly scale: Scale,
    { parts }: AutomaticOptions,
    laboratory: Laboratory,
  ) {
    const { settings, seconds } = problem;
    const { paths, steps, signs, signSteps } = scale;
    this.name = settings.name;
    const named = (part: string) => `automatic-${part}-${settings.name}`;
    if (parts.includes('errors')) {
      const exact = { problem: settings, betas: fixedBetas };
      this.exact = laboratory.replicates(named('exact'), 60 * seconds, exactErrors, exact, 1);
      const along = { problem: settings, steps: [...steps], seed: SEED };
      this.paths = laboratory.replicates(named('paths'), 0.5, autoPaths, along, paths);
    }
    if (parts.includes('ascents')) this.runs = laboratory.study(named('ascents'), 0.1, this.study());
    if (parts.includes('signs')) {
      const along = { problem: settings, steps: signSteps, seed: SEED };
      this.searches = laboratory.replicates(named('signs'), 2 * seconds + 0.1, signSearches, along, signs);
    }
  }

  get data() {
    return [this.exact, this.paths, this.runs, this.searches].filter((data) => data !== undefined);
  }

  errorRows(): readonly ErrorRow[] {
    return this.exact && this.paths ? this.scale.steps.map((_, i) => this.errorRow(i)) : [];
  }

  ascentRow(): AscentRow | undefined {
    if (!this.runs) return undefined;
    const rewards = (agent: string) => this.runs!.runsOf(agent).map(({ averageReward }) => averageReward!);
    const cells = gridCells().map(({ name }) => ({ name, values: rewards(name) }));
    const best = cells.reduce((most, cell) => (mean(cell.values) > mean(most.values) ? cell : most));
    const auto = rewards('auto');
    return {
      auto: mean(auto),
      best: mean(best.values),
      bestName: best.name,
      difference: studentInterval(auto.map((value, i) => value - best.values[i]!)),
      median: quantile(
        cells.map(({ values }) => mean(values)).sort((a, b) => a - b),
        0.5,
      ),
    };
  }

  signRow(): SignRow | undefined {
    const lines = this.searches?.lines();
    if (!lines) return undefined;
    const decided = lines.filter((line) => line.decided);
    return {
      searches: lines.length,
      decided: decided.length,
      wrong: decided.filter(({ slope, found }) => Math.sign(slope) !== Math.sign(found)).length,
      steps: mean(lines.map(({ steps }) => steps)),
    };
  }

  private errorRow(i: number): ErrorRow {
    const { gradient, errors } = this.exact!.lines()[0]!;
    const lines = this.paths!.lines();
    const unit = gradient.reduce((sum, x) => sum + x * x, 0);
    const squares = lines.map(({ gradients }) => distance(gradients[i]!, gradient) / unit);
    const steps = this.scale.steps[i]!;
    const fixed = errors.map(({ squaredBias, variance }) => (squaredBias + variance / steps) / unit);
    const best = Math.min(...fixed);
    const sorted = [...fixed].sort((a, b) => a - b);
    const chosen = lines.map(({ betas }) => betas[i]!).sort((a, b) => a - b);
    return {
      steps,
      auto: mean(squares),
      error: standardError(squares),
      betas: [0.25, 0.5, 0.75].map((part) => quantile(chosen, part)),
      best,
      bestBeta: fixedBetas[fixed.indexOf(best)]!,
      median: quantile(sorted, 0.5),
      plain: Math.min(...errors.map((e) => (e.squaredBias + e.plainVariance / steps) / unit)),
    };
  }

  private study(): object {
    const { budget, runs, most } = this.scale;
    const { settings, initialScale } = this.problem;
    const shared = {
      policy: settings.policy,
      optimizer: { id: 'conjpomdp', options: {} },
      start: { initialScale },
    };
    const fixed = gridCells().map(({ name, beta, steps }) => ({
      ...shared,
      name,
      estimator: { id: 'gpomdp', options: { beta, baseline: 'average', standardErrors: false } },
      steps,
    }));
    const auto = { ...shared, name: 'auto', estimator: { id: 'auto', options: {} }, steps: most };
    return {
      environments: [settings.environment],
      agents: [...fixed, auto],
      seeds: runs,
      budget,
      evaluation: { exactStates: 2000 },
    };
  }
}

function gridCells() {
  const { betas, steps } = ascentGrid;
  return betas.flatMap((beta) => steps.map((T) => ({ name: `β = ${beta}, T = ${T}`, beta, steps: T })));
}

function distance(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, k) => sum + (value - y[k]!) ** 2, 0);
}
