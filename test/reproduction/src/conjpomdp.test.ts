import { expect } from 'chai';
import { CONJPOMDP } from './three-state-reference.js';
import { type Run, runConjpomdp } from './three-state-study.js';
import { compare } from './two-sample-band.js';

type Cell = (typeof CONJPOMDP)[number];

/**
 * How many runs a cell has. T = 1024, β = .95 has the most: one run in ten ends badly there, at .3, and 200 runs put the reference of β = 0
 * only 4.6 standard errors away, which the band of 4 lets through in one set of seeds of three.
 */
function runsWanted({ T, beta }: Cell): number {
  if (T === 64) return 1000;
  return beta === 0.95 ? 2000 : 200;
}

/*
 * Each cell compares the mean of our runs with the reference's mean of 500 within the two-sample band. False alarms, at
 * other seeds, found by drawing both samples 20,000 times from a pool of 3,000 runs of each cell: at most 1 in 20,000 in each cell
 * but two with few bad runs, T = 64, β = .4 (26 in 10,000) and T = 1024, β = .8 (17 in 10,000); together 45 in 10,000. Drawn alike, the
 * runs of one β were refused by the reference of another that is .01 away or more every time.
 */
describe('CONJPOMDP on the three-state problem, against the reference figures', () => {
  for (const cell of CONJPOMDP) {
    const { T, beta, reference } = cell;
    it(`ends with a mean average reward of ${reference.mean} for T = ${T}, β = ${beta}`, async () => {
      const { mean, halfWidth, agrees } = compare(await rewardsOf(cell), reference);
      const report = `mean ${mean.toFixed(5)} of ${runsWanted(cell)} runs, reference ${reference.mean} ± ${halfWidth.toFixed(5)}`;
      expect(agrees, report).to.equal(true);
    });
  }

  it('could fail: the runs of one β are refused by the reference of another that is .01 away or more', async () => {
    let refused = 0;
    for (const cell of CONJPOMDP) {
      for (const { T, beta, reference } of CONJPOMDP) {
        if (T !== cell.T || Math.abs(reference.mean - cell.reference.mean) < 0.01) continue;
        const { agrees } = compare(await rewardsOf(cell), reference);
        expect(agrees, `T = ${T}: runs at β = ${cell.beta}, reference of β = ${beta}`).to.equal(false);
        refused++;
      }
    }
    expect(refused).to.equal(16); // all pairs but (0, .4) at T = 64; those with .95 at T = 1024
  });

  it('takes 4 to 7 times T steps a run, as the reference does', async () => {
    for (const cell of CONJPOMDP) {
      const runs = await runsOf(cell);
      const questions = runs.reduce((sum, run) => sum + run.questions, 0) / runs.length;
      expect(questions).to.be.within(3.5, 7.5); // whole multiples are quoted
    }
  });
});

const made = new Map<Cell, Promise<Run[]>>();

/** The runs of a cell, made when first asked for. */
function runsOf(cell: Cell): Promise<Run[]> {
  const runs = made.get(cell) ?? makeRuns(cell);
  made.set(cell, runs);
  return runs;
}

async function makeRuns(cell: Cell): Promise<Run[]> {
  const runs: Run[] = [];
  for (let seed = 0; seed < runsWanted(cell); seed++) runs.push(await runConjpomdp(cell, seed));
  return runs;
}

async function rewardsOf(cell: Cell): Promise<number[]> {
  return (await runsOf(cell)).map(({ averageReward }) => averageReward);
}
