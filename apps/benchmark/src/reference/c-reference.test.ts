import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { estimateByStream, gradientProblem } from '../gradient-problem.js';
import { learning } from '../learning-problem.js';
import { chainStart } from './chain-start.js';
import { compileReference, runReference, type Variant } from './c-reference.js';
import { referenceTables } from './reference-tables.js';
import { tableLoop } from './table-loop.js';
import { writeTables } from './tables-file.js';

const STEPS = 20_000;
const BETA = 0.9;
/** Both add the same terms in another order: rounding of 20,000 terms of size 1. */
const ROUNDING = 1e-12;

describe('The C reference (skipped where there is no cc)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reference-'));
  let program: string | undefined;

  before(function () {
    program = compileReference(folder);
    if (program === undefined) this.skip();
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const name of ['three-state', 'hallway']) {
    const problem = gradientProblem(name);
    const model = problem.model!;
    const tables = referenceTables(model, problem.policy);
    const gradient = (variant: Variant, seeds: readonly number[], steps = STEPS) => {
      const path = join(folder, `${name}.tables`);
      writeTables(path, tables);
      const chains = seeds.map((seed) => chainStart(model, seed));
      return runReference(program!, path, { variant, beta: BETA, steps, stretches: 1, chains }).gradient;
    };

    it(`gives on ${name} the gradient of a plain loop, by dense trace and by backward scan`, () => {
      const expected = tableLoop(tables, BETA, STEPS, 1);
      expect(distance(gradient('dense', [1]), expected)).to.be.below(ROUNDING);
      expect(distance(gradient('scan', [1]), expected)).to.be.below(ROUNDING);
    });

    it(`gives on ${name} the mean of four chains`, () => {
      const each = [1, 2, 3, 4].map((seed) => tableLoop(tables, BETA, STEPS, seed));
      const mean = each[0]!.map((_, k) => each.reduce((sum, one) => sum + one[k]! / 4, 0));
      expect(distance(gradient('scan4', [1, 2, 3, 4]), mean)).to.be.below(ROUNDING);
    });

    it(`gives on ${name} the gradient of the stream`, async () => {
      const expected = await estimateByStream(problem, BETA, STEPS, 1);
      expect(distance(gradient('scan', [1]), expected)).to.be.below(ROUNDING);
    });

    it(`estimates by hand on ${name} what the tables estimate`, () => {
      const estimates = (variant: Variant) =>
        Array.from({ length: 16 }, (_, seed) => gradient(variant, [seed], 50_000));
      const [byHand, byTables] = [estimates('hand'), estimates('dense')];
      // The draws are others, so both are samples of one mean: a false alarm at 6 standard errors is below 1e-3 over all parameters.
      for (const k of problem.policy.parameters.keys()) {
        const [one, other] = [momentsOf(byHand, k), momentsOf(byTables, k)];
        const error = Math.sqrt((one.variance + other.variance) / 16);
        expect(Math.abs(one.mean - other.mean)).to.be.at.most(6 * error);
      }
    });
  }
});

describe('OLPOMDP in C (skipped where there is no cc)', () => {
  it('comes to the θ of the gym on the three-state problem', async function () {
    const folder = mkdtempSync(join(tmpdir(), 'reference-'));
    try {
      const program = compileReference(folder);
      if (program === undefined) return this.skip();
      const { model, policy } = gradientProblem('three-state');
      const tables = join(folder, 'three-state.tables');
      writeTables(tables, referenceTables(model!, policy));
      for (const seed of [1, 2, 3]) {
        const task = { variant: 'olpomdp', beta: BETA, steps: STEPS, stretches: 1 } as const;
        const found = runReference(program, tables, { ...task, chains: [chainStart(model!, seed)] }).gradient;
        // Both exp differ in the last place; 20,000 steps add such differences, of numbers of size 5.
        expect(distance(found, await learning('olpomdp', 'three-state', 'auto', STEPS)(seed))).to.be.below(
          ROUNDING,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return Math.max(...Array.from(one, (value, k) => Math.abs(value - other[k]!)));
}

function momentsOf(samples: readonly (readonly number[])[], k: number) {
  const mean = samples.reduce((sum, sample) => sum + sample[k]!, 0) / samples.length;
  const squares = samples.reduce((sum, sample) => sum + (sample[k]! - mean) ** 2, 0);
  return { mean, variance: squares / (samples.length - 1) };
}
