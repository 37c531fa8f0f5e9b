import type { Environment, FiniteModel, KnownOptimum, Metric } from '@pomdp-gym/contracts';
import { modelCard } from '@pomdp-gym/models';
import { planningModel, rewardSpan, startRange, valueRange } from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import {
  type Bracket,
  type BracketResult,
  bracketOptimum,
  type BracketSolvers,
  type BracketSettings,
  type Criterion,
} from '@pomdp-gym/solving';
import { createEnvironment } from '../run/create-environment.js';
import type { RunRecord } from '../run/run-record.js';
import type { Study } from '../study/study.js';
import { type Attainable, clipInterval } from './clip-interval.js';
import { beside, besideBracket, type BesideBracket, type BracketColumns } from './beside-bracket.js';
import { raisedBracket } from './raised-bracket.js';
import { type OptimumRange, type Score, scoreOf } from './score.js';
import type { DiscountedSummary, MetricSummary, Summary } from './summary.js';

/** Brackets of one environment's optimum, one for each metric that a study compares. */
export interface Brackets {
  readonly average: BracketResult;
  /** Null where the study does not ask for the value of the start. */
  readonly discounted: BracketResult | null;
  /** What an average reward, and the value of the start, can be at all. */
  readonly attainable: { readonly average: Attainable; readonly discounted: Attainable };
  /** η* as the environment states it, where it does and the study asks for the same problem. */
  readonly known: KnownOptimum | undefined;
}

/** What a study found, with the optimum's bracket beside each metric. */
export type ComparedResult = Omit<Summary, 'discounted' | 'metrics'> &
  BesideBracket & {
    /** The least and the greatest that an average reward can be; null where nothing bounds it. */
    readonly attainable: readonly [least: number | null, greatest: number | null];
    readonly discounted: (DiscountedSummary & BracketColumns) | null;
    /** Every metric, with its score where the study says from which agent. */
    readonly metrics: readonly ScoredMetric[];
  };

/** A metric, and its score; null where the study asks for none, or nothing is known of the optimum. */
export type ScoredMetric = MetricSummary & { readonly score: Score | null };

/** Brackets the optimum of every environment of a study, on the metrics that it compares. */
export async function compareBrackets(
  study: Study,
  records: readonly RunRecord[],
  registry: Registry,
  solvers: BracketSolvers,
  settingsOf: (environment: string) => BracketSettings,
): Promise<ReadonlyMap<string, Brackets>> {
  const brackets = new Map<string, Brackets>();
  let stopped = false;
  for (const problem of study.environments) {
    const { name } = problem;
    const environment = createEnvironment(problem, registry);
    const find = async (criterion: Criterion): Promise<BracketResult> => {
      if (stopped) return none('Ctrl-C came before it was found.');
      const found = await bracketOf(environment, criterion, study, solvers, settingsOf(name));
      stopped ||= found.cut;
      return found;
    };
    const average = attained(await find('average'), records, name, environment.model?.());
    const discounted = study.evaluation.discounted ? await find('discounted') : null;
    brackets.set(name, {
      average,
      discounted,
      attainable: attainable(environment, study, average, discounted),
      // A limit on episodes makes another problem, whose optimum is not known.
      known: study.episodeLimit === undefined ? environment.optimum : undefined,
    });
  }
  return brackets;
}

function none(absent: string): BracketResult {
  return { bracket: null, absent, cut: false };
}

function bracketOf(
  environment: Environment,
  criterion: Criterion,
  study: Study,
  solvers: BracketSolvers,
  settings: BracketSettings,
): Promise<BracketResult> | BracketResult {
  const model = environment.model?.();
  if (settings.backups === 0) return none('It was not asked for.');
  if (!model) return none('The environment has no model to bound it with.');
  return criterion === 'discounted'
    ? discountedBracket(model, study, solvers, settings)
    : averageBracket(model, study, solvers, settings);
}

function averageBracket(
  model: FiniteModel,
  { episodeLimit }: Study,
  solvers: BracketSolvers,
  settings: BracketSettings,
): Promise<BracketResult> | BracketResult {
  return episodeLimit === undefined
    ? bracketOptimum(solvers, model, 'average', settings)
    : none('A limit on episodes makes another problem of it, whose average reward is not bounded here.');
}

async function discountedBracket(
  model: FiniteModel,
  { evaluation, episodeLimit }: Study,
  solvers: BracketSolvers,
  settings: BracketSettings,
): Promise<BracketResult> {
  const { discount } = evaluation.discounted ?? {};
  const discounted = discount === undefined ? model : { ...model, discount };
  const found = await bracketOptimum(solvers, discounted, 'discounted', settings);
  if (!found.bracket || episodeLimit === undefined) return found;
  return { ...found, bracket: underLimit(found.bracket, discounted, episodeLimit) };
}

/** Cutting episodes after n steps changes the value by at most γⁿ times the value range; widens the bracket by that. */
function underLimit(bracket: Bracket, model: FiniteModel, limit: number): Bracket {
  const plan = planningModel(model);
  const [least, greatest] = valueRange(plan);
  const weight = plan.discount ** limit;
  const [gained, lost] = [Math.max(0, -least) * weight, Math.max(0, greatest) * weight];
  return { ...bracket, lower: bracket.lower - lost, upper: bracket.upper + gained };
}

/** Raises the lower bound to the best exact average reward of an agent of the study. */
function attained(
  found: BracketResult,
  records: readonly RunRecord[],
  environment: string,
  model: FiniteModel | undefined,
): BracketResult {
  if (!model) return found;
  const earned = records
    .filter((record) => record.environment === environment && record.exact)
    .map(({ averageReward }) => averageReward ?? -Infinity);
  return raisedBracket(found, Math.max(-Infinity, ...earned), rewardSpan(model));
}

/** Whether Ctrl-C cut any of them short. */
export function wasCut(brackets: ReadonlyMap<string, Brackets>): boolean {
  return [...brackets.values()].some(({ average, discounted }) => average.cut || discounted?.cut === true);
}

/** What rewards allow, and above it what the bracket does. */
function attainable(
  environment: Environment,
  study: Study,
  average: BracketResult,
  discounted: BracketResult | null,
): Brackets['attainable'] {
  const model = environment.model?.();
  const [least, greatest] = model ? modelCard(model).rewardRange : UNBOUNDED;
  const [leastSum, greatestSum] = model ? sumRange(model, study) : UNBOUNDED;
  return {
    average: [least, Math.min(greatest, average.bracket?.upper ?? Infinity)],
    discounted: [leastSum, Math.min(greatestSum, discounted?.bracket?.upper ?? Infinity)],
  };
}

const UNBOUNDED: Attainable = [-Infinity, Infinity];

/** Between which sums the value of the start lies, of episodes that are cut off too. */
function sumRange(model: FiniteModel, { evaluation }: Study): Attainable {
  const discount = evaluation.discounted?.discount ?? model.discount ?? 1;
  if (!evaluation.discounted || discount >= 1) return UNBOUNDED;
  const [least, greatest] = startRange(planningModel({ ...model, discount }));
  return [Math.min(0, least), Math.max(0, greatest)];
}

/**
 * Results with the brackets beside them, as `--json` prints them; intervals end where nothing beyond can be.
 *
 * @param from the agent from which scores are normalised, where the study names one.
 */
export function besideBrackets(
  results: readonly Summary[],
  brackets: ReadonlyMap<string, Brackets>,
  from?: string,
): ComparedResult[] {
  return results.map(({ discounted, metrics, ...result }) => {
    const found = brackets.get(result.environment);
    const others = results.filter(({ environment }) => environment === result.environment);
    const { average, discounted: ofStart } = found?.attainable ?? {};
    const placed = besideBracket(result, found, others);
    return {
      ...placed,
      attainable: [finite(average?.[0]), finite(average?.[1])],
      metrics: metrics.map((metric) => {
        const random = others.find(({ agent }) => agent === from)?.metrics;
        return {
          ...metric,
          score: scored(metric, from, random, optimumRange(metric.metric, placed.optimum, found)),
        };
      }),
      discounted: discounted && {
        ...(ofStart ? clipInterval(discounted, ofStart) : discounted),
        ...beside(found?.discounted),
      },
    };
  });
}

/** What is known of the optimum by a metric; undefined where nothing is. */
function optimumRange(
  metric: Metric,
  optimum: number | null,
  found: Brackets | undefined,
): OptimumRange | undefined {
  if (metric === 'discounted-value') return found?.discounted?.bracket ?? undefined;
  if (metric !== 'average-reward') return undefined;
  return optimum === null ? (found?.average.bracket ?? undefined) : { lower: optimum, upper: optimum };
}

function scored(
  { metric, mean }: MetricSummary,
  from: string | undefined,
  random: readonly MetricSummary[] | undefined,
  optimum: OptimumRange | undefined,
): Score | null {
  const zero = random?.find((each) => each.metric === metric)?.mean ?? null;
  if (from === undefined || !optimum || mean === null || zero === null) return null;
  return scoreOf(mean, from, zero, optimum);
}

/** JSON has no infinity. */
function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
