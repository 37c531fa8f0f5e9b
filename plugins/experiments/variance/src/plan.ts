import type { ExperimentPlan, Findings, Laboratory, Size } from '@pomdp-gym/reproduction';
import { claimsOf } from './claims.js';
import { SCALE, type VarianceRow, ZooData } from './data.js';
import type { Half } from './models.js';
import { correlations, laws, numbers } from './sections.js';

/** Names the data of one half of the zoo, and concludes from them. */
export function plan(half: Half, size: Size, laboratory: Laboratory): ExperimentPlan {
  const zoo = new ZooData(half, size, laboratory);
  return { data: [zoo.data], findings: () => findings(half, zoo.rows()) };
}

function findings(half: Half, rows: readonly VarianceRow[]): Findings {
  const models = new Set(rows.map(({ model }) => model)).size;
  return {
    method: [
      `Exact asymptotic covariances on ${models} models (${rows.length} policies), ${half === 'held-out' ? 'none of which was looked at when the claims were formed' : 'those on which the claims were formed: they decide nothing'}. ` +
        `Policies are softmax with one number an observation and action, each uniform within ${SCALE} of 0.`,
      'GPOMDP has β = .9 where no other β is named, and the average reward is taken off each reward where no other baseline is named; episodes reset its trace. ' +
        'TD(λ) is tabular, of average reward, with λ = .9, and its critic is learnt on the path that moves the actor.',
      'Intervals are bootstrap intervals over models. A claim agrees where the whole interval lies on its side, and differs where it lies on the other.',
    ],
    claims: claimsOf(rows),
    sections: [laws(rows), correlations(rows), numbers(rows)],
  };
}
