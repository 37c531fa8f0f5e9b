import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyWorth } from '@pomdp-gym/conformance';
import type { FiniteModel, Policy, Solver, SolverProgress } from '@pomdp-gym/contracts';
import { readModel } from '@pomdp-gym/model-files';
import { hsvi2 } from '@pomdp-gym/solver-hsvi2';
import { incrementalPruning } from '@pomdp-gym/solver-incremental-pruning';
import { pbvi, perseus } from '@pomdp-gym/solver-point-based';
import { sarsop } from '@pomdp-gym/solver-sarsop';
import { expect } from 'chai';
import { CORPUS } from './corpus.js';

/** The least models of faults that once were, with the value of their start: by the bounds, computed independently. */
const values = { three: -12 / 13, seek4: 5.26468, pbvi3: 11.025, zero2: 0 };

const solvers: Readonly<Record<string, (precision: number) => Solver>> = {
  sarsop: (precision) => sarsop.create(sarsop.options.parse({ precision })),
  hsvi2: (precision) => hsvi2.create(hsvi2.options.parse({ precision })),
  pbvi: (precision) => pbvi.create(pbvi.options.parse({ precision })),
  perseus: (precision) => perseus.create(perseus.options.parse({ precision })),
};

async function solve(solver: Solver, model: FiniteModel): Promise<{ last: SolverProgress; policy: Policy }> {
  const run = solver.solve(model, new AbortController().signal);
  let last: SolverProgress | undefined;
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { last: last!, policy: value };
    last = value;
  }
}

describe(`models of faults ${CORPUS ? `in ${CORPUS}/faults` : '(POMDP_CORPUS is not set, so there is none to read)'}`, function () {
  this.timeout(240_000);
  before(function () {
    if (!CORPUS) this.skip();
  });
  const read = (name: string) =>
    readModel(readFileSync(join(CORPUS!, 'faults', `${name}.POMDP`)), name).model;

  for (const [name, value] of Object.entries(values)) {
    for (const [id, create] of Object.entries(solvers)) {
      it(`${name}: the policy of ${id} is worth its lower bound, which is the value, at precisions 1e-3 and 1e-6`, async () => {
        for (const precision of [1e-3, 1e-6]) {
          const model = read(name);
          const { last, policy } = await solve(create(precision), model);
          // The values above have six digits.
          expect(last.lower).to.be.within(value - precision - 1e-5, value + 1e-5);
          const worth = policyWorth(model, policy, { discount: model.discount! });
          expect(worth.least).to.be.at.least(last.lower - 1e-6);
          expect(worth.most).to.be.at.most(value + 1e-5);
        }
      });
    }
  }

  it('bigloss: incremental pruning holds the value, 10, and says that rounding keeps its bounds apart', async () => {
    const { last } = await solve(
      incrementalPruning.create(incrementalPruning.options.parse({ precision: 1e-6 })),
      read('bigloss'),
    );
    expect(last.lower).to.be.within(9.9, 10);
    expect(last.upper).to.be.within(10, 10.1);
    expect(last.missed).to.match(/apart where 0\.00000100 is asked for/);
  });

  it('bigloss: SARSOP holds it too, and its policy earns its lower bound', async () => {
    const model = read('bigloss');
    const { last, policy } = await solve(solvers['sarsop']!(0.1), model);
    // Sums of 10¹² are rounded to 10⁻⁴.
    expect(last.lower).to.be.within(9.85, 10 + 1e-3);
    const worth = policyWorth(model, policy, { discount: model.discount! });
    expect(worth.most).to.be.at.least(last.lower - 1e-3);
  });
});
