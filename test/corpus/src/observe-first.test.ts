import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { file } from '@pomdp-gym/environment-file';
import { sarsop } from '@pomdp-gym/solver-sarsop';
import { expect } from 'chai';
import { CORPUS } from './corpus.js';

/** Bounds on the optimum of γ = .95 with an observation before the first action; computed by a program of its own. */
const brackets = { '4x3.95.POMDP': [2.0077, 2.0087], 'cheese.95.POMDP': [3.578, 3.5789] } as const;

/** Half a unit of the last digit of the brackets. */
const ROUNDING = 5e-5;

describe(`an observation before the first action ${CORPUS ? `in ${CORPUS}` : '(POMDP_CORPUS is not set)'}`, function () {
  this.timeout(240_000);

  for (const [name, [lower, upper]] of Object.entries(brackets)) {
    it(`gives ${name} the optimum [${lower}, ${upper}]`, async function () {
      const path = join(CORPUS ?? '', name);
      if (!CORPUS || !existsSync(path)) this.skip();
      const model = file.create(file.options.parse({ path, observeFirst: true })).model();
      const search = sarsop
        .create(sarsop.options.parse({ precision: 1e-3 }))
        .solve(model, new AbortController().signal);
      let bounds = { lower: -Infinity, upper: Infinity };
      for (let step = await search.next(); !step.done; step = await search.next()) bounds = step.value;
      expect(bounds.upper - bounds.lower).to.be.at.most(1e-3);
      expect(bounds.lower, 'both brackets hold the optimum').to.be.at.most(upper + ROUNDING);
      expect(bounds.upper).to.be.at.least(lower - ROUNDING);
    });
  }
});
