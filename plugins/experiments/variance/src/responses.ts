import { BaselineAnalysis, GpomdpDecomposition, type PolicyAnalysis, TdAnalysis } from '@pomdp-gym/exact';
import { z } from 'zod';
import { scoreSquares } from './choice-masses.js';
import { rankCorrelation } from './rank-correlation.js';

/** The β at which variances are taken, and the λ of TD beside them. */
export const BETAS = [0.5, 0.9, 0.99] as const;
const MIDDLE = 0.9;

/** Traces of lim T · Cov, and what they are made of at β = .9. */
export const responsesSchema = z.strictObject({
  /** At each β: without a baseline, with the average taken off, and ‖E Δ‖². Episodes: the trace is reset. */
  plain: z.array(z.number()),
  average: z.array(z.number()),
  squaredMean: z.array(z.number()),
  /** At β = .9: the best constant and the best number an observation of Greensmith, Bartlett and Baxter, and TD(1)'s values. */
  constant: z.number(),
  observation: z.number(),
  values: z.number(),
  /** With the average taken off: parts within a step, by the trace, and by the chain. */
  instant: z.number(),
  trace: z.number(),
  chain: z.number(),
  /** The part of credit older than 10 steps, of the plain estimate and with the average taken off. */
  olderPlain: z.number(),
  older: z.number(),
  /** The rank correlation over observations of contributions with E|score|² made there; 1 where there is one observation. */
  observationRank: z.number(),
  /** The largest difference between an observation's share of the variance and its share of E|score|². */
  observationGap: z.number(),
  /** λ = .9: the mean of δ z on a learnt critic and on the known one; the values of the critic. */
  actor: z.number(),
  actorKnown: z.number(),
  critic: z.number(),
  /** Relative biases against ∇η: GPOMDP with the average taken off, and the actor. */
  bias: z.number(),
  actorBias: z.number(),
  /** The trace carried across endings, the average taken off; equal to `average` where nothing ends. */
  carried: z.number(),
});

export type Responses = z.infer<typeof responsesSchema>;

export function responsesOf(analysis: PolicyAnalysis): Responses {
  const plain = BETAS.map((beta) => new GpomdpDecomposition(analysis, { beta }));
  const average = BETAS.map((beta) => new GpomdpDecomposition(analysis, averaged(beta)));
  const at = BETAS.indexOf(MIDDLE);
  return {
    plain: plain.map(({ total }) => total),
    average: average.map(({ total }) => total),
    squaredMean: average.map(({ mean }) => squares(mean)),
    ...baselines(analysis, plain[at]!),
    ...partsOf(average[at]!),
    olderPlain: plain[at]!.byLag(10).later / plain[at]!.total,
    ...byObservation(analysis, average[at]!),
    ...actorOf(analysis),
    bias: relative(average[at]!.mean, analysis),
    carried: new GpomdpDecomposition(analysis, { ...averaged(MIDDLE), endings: 'carry' }).total,
  };
}

/** The average is taken off every reward; where episodes end the estimate then climbs η. */
function averaged(beta: number) {
  return { beta, endings: 'centred', average: true } as const;
}

function baselines(analysis: PolicyAnalysis, plain: GpomdpDecomposition) {
  const { constant, byObservation: best } = new BaselineAnalysis(analysis, { beta: MIDDLE }).bestBaselines();
  const { values } = new TdAnalysis(analysis, { discount: MIDDLE, lambda: 1 });
  return {
    constant: plain.removedByBaseline(best.map(() => constant)).left,
    observation: plain.removedByBaseline(best).left,
    values: plain.removedByBaseline(values).left,
  };
}

function partsOf(parts: GpomdpDecomposition) {
  const { total } = parts;
  const modes = parts.byMode();
  const sum = (list: readonly { readonly contribution: number }[] = []) =>
    list.reduce((all, { contribution }) => all + contribution, 0) / total;
  return {
    instant: (modes?.instant ?? NaN) / total,
    trace: sum(modes?.trace),
    chain: sum(modes?.chain),
    older: parts.byLag(10).later / total,
  };
}

function byObservation(analysis: PolicyAnalysis, parts: GpomdpDecomposition) {
  const scores = scoreSquares(analysis);
  const met = [...scores.keys()].filter((pair) => scores[pair]! > 0);
  const contributions = parts.byPair();
  const whole = met.reduce((sum, pair) => sum + scores[pair]!, 0);
  const gaps = met.map((pair) => Math.abs(contributions[pair]! / parts.total - scores[pair]! / whole));
  return {
    observationRank: rankCorrelation(
      met.map((pair) => scores[pair]!),
      met.map((pair) => contributions[pair]!),
    ),
    observationGap: Math.max(...gaps),
  };
}

function actorOf(analysis: PolicyAnalysis) {
  const td = new TdAnalysis(analysis, { discount: 1, lambda: MIDDLE, average: true });
  const learnt = td.actorGradient();
  return {
    actor: learnt.total,
    actorKnown: td.actorGradient('known').total,
    critic: td.variance(),
    actorBias: relative(learnt.mean, analysis),
  };
}

function relative(mean: Float64Array, analysis: PolicyAnalysis): number {
  const gradient = analysis.gradient();
  return Math.sqrt(squares(mean.map((value, k) => value - gradient[k]!)) / squares(gradient));
}

function squares(vector: Float64Array): number {
  return vector.reduce((sum, value) => sum + value * value, 0);
}
