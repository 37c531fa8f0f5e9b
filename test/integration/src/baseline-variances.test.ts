import { loadUnload } from '@pomdp-gym/environment-load-unload';
import { threeState } from '@pomdp-gym/environment-three-state';
import { tiger } from '@pomdp-gym/environment-tiger';
import { expect } from 'chai';
import { baselineProblem, baselineRows, type BaselineRow } from './baseline-variances.test.support.js';

const three = () => baselineProblem('ThreeState-v0', threeState.create({}), [1, 1, -1, -1]);
const problems = [
  three,
  () => baselineProblem('Tiger-v0', tiger.create(tiger.options.parse({}))),
  () => baselineProblem('LoadUnload-v0', loadUnload.create(loadUnload.options.parse({}))),
];

/** T for each β: what the ends of a path add to a variance is of the order of 1 / (T (1 − β)). */
const steps = new Map([
  [0, 4000],
  [0.8, 10_000],
  [0.95, 40_000],
  [0.99, 200_000],
]);

/** z beyond which a row is blamed: 72 rows of a standard normal are all within it with probability .9999. */
const CRITICAL = 4.8;

function print(name: string, beta: number, rows: readonly BaselineRow[]): void {
  for (const { baseline, exact, measured, z } of rows)
    console.log(
      [name.padEnd(14), String(beta).padEnd(5), baseline.padEnd(20)].join(' '),
      [exact.toFixed(3).padStart(9), measured.toFixed(3).padStart(9), z.toFixed(2).padStart(6)].join(' '),
    );
}

describe('Baselines cut the variance of GPOMDP by what exact analysis says', () => {
  it('on the three-state problem at β = .8', async () => {
    for (const { baseline, z } of await baselineRows(three(), 0.8, { paths: 200, steps: 4000 }))
      expect(z, baseline).within(-CRITICAL, CRITICAL);
  }).timeout(120_000);

  const all = process.env['POMDP_BASELINES'] ? it : it.skip;
  all('on three problems at four β: prints the table (POMDP_BASELINES=1)', async () => {
    console.log('problem        β     baseline                 exact  measured      z');
    for (const problem of problems) {
      for (const [beta, T] of steps) {
        const made = problem();
        const rows = await baselineRows(made, beta, { paths: 200, steps: T });
        print(made.name, beta, rows);
        for (const { baseline, z } of rows)
          expect(z, `${made.name}, β = ${beta}, ${baseline}`).within(-CRITICAL, CRITICAL);
      }
    }
  }).timeout(3_600_000);
});
