import { BaselineAnalysis, GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { replication } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { problemAt, problemSettings } from './problems.js';

/** How gpomdp errs at θ, exactly: squared bias and asymptotic variance at each β, with the average reward taken off and without. */
export const exactErrors = replication({
  id: 'exact-errors',
  settings: z.strictObject({ problem: problemSettings, betas: z.array(z.number()) }),
  line: z.strictObject({
    gradient: z.array(z.number()),
    errors: z.array(
      z.strictObject({
        beta: z.number(),
        squaredBias: z.number(),
        /** tr lim T Cov(Δ_T) with the baseline `average`. */
        variance: z.number(),
        plainVariance: z.number(),
      }),
    ),
  }),
  make({ problem, betas }, _replicate, registry) {
    const { environment, policy } = problemAt(problem, registry);
    const analysis = PolicyAnalysis.ofPolicy(environment.model!(), policy);
    const plain = new GpomdpAnalysis(analysis);
    const errors = betas.map((beta) => {
      const centred = new BaselineAnalysis(analysis, { beta, average: true });
      const { squaredBias, variance: plainVariance } = plain.error(beta);
      const variance = centred.variances().reduce((sum, x) => sum + x, 0);
      return { beta, squaredBias, variance, plainVariance };
    });
    return { gradient: [...analysis.gradient()], errors };
  },
});
