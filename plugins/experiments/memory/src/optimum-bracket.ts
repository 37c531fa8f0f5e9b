import { replication } from '@pomdp-gym/reproduction';
import { z } from 'zod';
import { problemModel, problemSettings } from './problem-model.js';

/** Between which bounds a solver has the optimum, after so much work. */
export const optimumBracket = replication({
  id: 'optimum-bracket',
  settings: z.strictObject({
    problem: problemSettings,
    /** In the unit of the solver: backups. */
    work: z.number(),
    /** It ends where the gap is this part of the larger bound. */
    precision: z.number(),
  }),
  line: z.strictObject({ lower: z.number(), upper: z.number() }),
  async make({ problem, work, precision }, _replicate, registry) {
    const solver = registry.create('solver', { id: 'sarsop', options: {} });
    const stop = new AbortController();
    let bounds = { lower: -Infinity, upper: Infinity };
    for await (const { lower, upper, work: done = 0 } of solver.solve(
      problemModel(problem, registry),
      stop.signal,
    )) {
      bounds = { lower, upper };
      const larger = Math.max(Math.abs(lower), Math.abs(upper));
      if (done >= work || upper - lower <= precision * larger) break;
    }
    return bounds;
  },
});
