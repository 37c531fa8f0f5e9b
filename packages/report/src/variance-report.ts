import { type Endings, isInputError } from '@pomdp-gym/contracts';
import {
  BaselineAnalysis,
  GpomdpDecomposition,
  type ModeContribution as Mode,
  type PolicyAnalysis,
  relativeError,
  TdAnalysis,
  type VarianceDecomposition,
} from '@pomdp-gym/exact';

/** The estimate whose variance is taken apart. */
export type VarianceQuestion = {
  /** The oldest age of credit that is listed on its own. */
  readonly ages: number;
} & (
  | {
      readonly estimator: 'gpomdp';
      readonly beta: number;
      readonly endings: Endings;
      readonly baseline: 'none' | 'average' | 'constant' | 'observation' | 'critic';
      /** γ and λ of the critic, where it is the baseline. */
      readonly critic?: { readonly discount: number; readonly lambda: number };
      /** λ of the average-reward TD that stands beside it. */
      readonly lambda: number;
    }
  | {
      readonly estimator: 'actor-critic';
      readonly discount: number;
      readonly lambda: number;
      readonly average: boolean;
    }
);

/** A variance and its parts: plain JSON. All variances are lim T · Cov(Δ_T), traced. */
export interface VarianceReport {
  readonly eta: number;
  readonly observed: readonly PairReport[];
  /** ∇η */
  readonly gradient: readonly number[];
  readonly estimate: EstimateReport;
  /** What each baseline leaves of the variance without one, and removes from it; empty for an actor-critic. */
  readonly baselines: readonly {
    readonly baseline: string;
    readonly variance: number;
    readonly removed: number;
  }[];
  /** Average-reward TD(λ) beside it, with tabular features; null where it does not fit into memory or has no fixed point. */
  readonly td: TdReport | null;
}

/** An observation with a memory node. */
export interface PairReport {
  readonly observation: number;
  readonly memory: number;
  readonly label: string;
  readonly occupancy: number;
}

export interface EstimateReport {
  /** E[Δ_T] for T → ∞. */
  readonly mean: readonly number[];
  /** ‖E Δ − ∇η‖ / ‖∇η‖, null where ∇η is 0. */
  readonly relativeBias: number | null;
  readonly variance: number;
  readonly byAge: { readonly contributions: readonly number[]; readonly older: number };
  /** Null where the chain is too large for its whole spectrum. */
  readonly byMode: ModesReport | null;
  /** In the order of `observed`. */
  readonly byObservation: readonly number[];
}

export interface ModesReport {
  readonly instant: number;
  readonly trace: readonly ModeReport[];
  readonly chain: readonly ModeReport[];
}

export interface ModeReport {
  readonly eigenvalues: readonly { readonly real: number; readonly imaginary: number }[];
  readonly contribution: number;
}

export interface TdReport {
  readonly discount: number;
  readonly lambda: number;
  /** Σ over observations of how often each is met times lim T · Var of its value. */
  readonly criticVariance: number;
  /** V* and lim T · Var of the value of each pair, in the order of `observed`. */
  readonly values: readonly { readonly value: number; readonly variance: number }[];
  /** The mean of δ z, the critic learnt on the same path. */
  readonly actor: EstimateReport;
  /** The variance were the critic known. */
  readonly criticKnown: number;
}

export function varianceReport(
  analysis: PolicyAnalysis,
  question: VarianceQuestion,
  labels: PairLabels = {},
): VarianceReport {
  const { occupancy } = new TdAnalysis(analysis, { discount: 0, lambda: 0 });
  const met = [...occupancy.keys()].filter((pair) => occupancy[pair]! > 0);
  const common = {
    eta: analysis.averageReward,
    observed: met.map((pair) => pairReport(analysis, labels, pair, occupancy[pair]!)),
    gradient: [...analysis.gradient()],
  };
  if (question.estimator === 'actor-critic') {
    const td = tdReport(analysis, question, question.ages, met);
    return { ...common, estimate: td.actor, baselines: [], td };
  }
  const beside = { discount: 1, lambda: question.lambda, average: true };
  return {
    ...common,
    estimate: estimateReport(analysis, decomposition(analysis, question), question.ages, met),
    baselines: baselineRows(analysis, question),
    td: attempt(() => tdReport(analysis, beside, question.ages, met)),
  };
}

/** Names of observations, where the model has them. */
export interface PairLabels {
  readonly observations?: readonly string[] | undefined;
}

/** What cannot be had makes a gap beside what can. */
function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (isInputError(error)) return null;
    throw error;
  }
}

type GpomdpQuestion = Extract<VarianceQuestion, { estimator: 'gpomdp' }>;

function decomposition(analysis: PolicyAnalysis, question: GpomdpQuestion): GpomdpDecomposition {
  const { beta, endings, baseline } = question;
  const settings = { beta, endings };
  if (baseline === 'none') return new GpomdpDecomposition(analysis, settings);
  if (baseline === 'average') return new GpomdpDecomposition(analysis, { ...settings, average: true });
  return new GpomdpDecomposition(analysis, {
    ...settings,
    baseline: baselineOf(analysis, question, baseline),
  });
}

function baselineOf(
  analysis: PolicyAnalysis,
  { beta, endings, critic = { discount: beta, lambda: beta } }: GpomdpQuestion,
  name: 'constant' | 'observation' | 'critic',
): Float64Array {
  if (name === 'critic') return new TdAnalysis(analysis, critic).values;
  const { constant, byObservation } = new BaselineAnalysis(analysis, { beta, endings }).bestBaselines();
  return name === 'observation' ? byObservation : byObservation.map(() => constant);
}

function baselineRows(analysis: PolicyAnalysis, question: GpomdpQuestion): VarianceReport['baselines'] {
  const { beta, endings } = question;
  const plain = new GpomdpDecomposition(analysis, { beta, endings });
  const rows = [{ baseline: 'none', variance: plain.total, removed: 0 }];
  // Where rewards count from their average on already there is nothing left of it, and with `reset` it would change the mean.
  if (!plain.process.ends || endings === 'carry')
    rows.push({ baseline: 'average', ...row(plain.removedByAverage()) });
  for (const name of ['constant', 'observation', 'critic'] as const) {
    const baseline = attempt(() => baselineOf(analysis, question, name));
    if (baseline) rows.push({ baseline: name, ...row(plain.removedByBaseline(baseline)) });
  }
  return rows;
}

function row({ left, removed }: { readonly left: number; readonly removed: number }) {
  return { variance: left, removed };
}

function tdReport(
  analysis: PolicyAnalysis,
  settings: { readonly discount: number; readonly lambda: number; readonly average: boolean },
  ages: number,
  met: readonly number[],
): TdReport {
  const td = new TdAnalysis(analysis, settings);
  const variances = td.valueVariances();
  return {
    discount: settings.discount,
    lambda: settings.lambda,
    criticVariance: met.reduce((sum, pair) => sum + td.occupancy[pair]! * variances[pair]!, 0),
    values: met.map((pair) => ({ value: td.values[pair]!, variance: variances[pair]! })),
    actor: estimateReport(analysis, td.actorGradient(), ages, met),
    criticKnown: td.actorGradient('known').total,
  };
}

function estimateReport(
  analysis: PolicyAnalysis,
  parts: VarianceDecomposition,
  ages: number,
  met: readonly number[],
): EstimateReport {
  const { lags, later } = parts.byLag(ages);
  const modes = parts.byMode();
  const pairs = parts.byPair();
  const bias = relativeError(parts.mean, analysis.gradient());
  return {
    mean: [...parts.mean],
    relativeBias: Number.isFinite(bias) ? bias : null,
    variance: parts.total,
    byAge: { contributions: [...lags], older: later },
    byMode: modes
      ? { instant: modes.instant, trace: modes.trace.map(modeReport), chain: modes.chain.map(modeReport) }
      : null,
    byObservation: met.map((pair) => pairs[pair]!),
  };
}

function modeReport({ eigenvalues, contribution }: Mode): ModeReport {
  return { eigenvalues: eigenvalues.map(({ real, imaginary }) => ({ real, imaginary })), contribution };
}

function pairReport(
  { chain }: PolicyAnalysis,
  { observations }: PairLabels,
  pair: number,
  occupancy: number,
): PairReport {
  const { controller } = chain;
  const [observation, memory] = [pair % controller.observations, Math.floor(pair / controller.observations)];
  const name = observations?.[observation] ?? `observation ${observation}`;
  const label = controller.nodes > 1 ? `${name}, memory ${memory}` : name;
  return { observation, memory, label, occupancy };
}
