import type { ComparedResult, RunRecord } from '@pomdp-gym/experiment';
import { parseStudy } from '@pomdp-gym/experiment';
import { DEFAULT_KIND } from '@pomdp-gym/statistics';
import { expect } from 'chai';
import { comparedPairs, type Decisions } from './compared-pairs.js';
import { comparisonOf } from './comparison.js';
import { intervalSentence } from './interval-sentence.js';
import { pairSection } from './pair-section.js';
import { pairSentence } from './pair-tables.js';

const study = parseStudy({
  environments: ['A'],
  agents: [{ policy: 'x' }, { policy: 'y' }, { policy: 'z' }],
  seeds: 6,
});

const record = (agent: string, seed: number, averageReward: number | null): RunRecord => ({
  run: seed,
  environment: 'A',
  agent,
  seed,
  status: averageReward === null ? 'failed' : 'finished',
  averageReward,
  exact: true,
  halfWidth: null,
  evaluationSteps: 0,
  fractionOfOptimum: null,
  steps: 0,
  ended: null,
  moved: null,
  iterates: 0,
  probes: 0,
  theta: null,
  curve: [],
  bounds: null,
  error: null,
});

/** z is far ahead on every seed; x and y differ by luck. */
const scores = {
  x: [1, 2, 3, 4, 5, 6],
  y: [1.2, 1.9, 3.1, 3.8, 5.2, 5.9],
  z: [11.1, 11.9, 13, 14.2, 15, 15.9],
};
const records = Object.entries(scores).flatMap(([agent, values]) =>
  values.map((value, seed) => record(agent, seed, value)),
);
const pairs = comparedPairs(study, records);

describe('comparedPairs', () => {
  it('gives the difference paired by seed, its interval, who is better how often, and p by Holm', () => {
    expect(pairs.map(({ first, second }) => [first, second])).to.deep.equal([
      ['x', 'y'],
      ['x', 'z'],
      ['y', 'z'],
    ]);
    const [close, far] = pairs;
    expect(close!.difference).closeTo(-0.1 / 6, 1e-12); // −.2 + .1 − .1 + .2 − .2 + .1 = −.1
    expect(close!.improvement).closeTo(18 / 36, 1e-12);
    expect(close).to.include({ decision: 'open', decidedBy: 'Holm', seeds: 6 });
    expect(close!.adjusted).above(0.5);
    expect(far!.difference).closeTo(-60.1 / 6, 1e-12);
    expect(far!.high!, 'the scores vary by 1.9, their differences by .1').below(-9.5);
    expect(far!.varianceSaved).above(0.99);
    expect(far).to.include({ improvement: 0, decision: 'worse' });
    expect(far!.interval?.kind).to.equal(DEFAULT_KIND);
    expect(far!.interval?.coverage?.replicates).to.equal(5);
  });

  it('says nothing of pairs without two shared seeds, and corrects for those that were tested', () => {
    const few = [...records.filter(({ agent }) => agent !== 'y'), record('y', 0, 1), record('y', 1, null)];
    const [xy, xz] = comparedPairs(study, few);
    expect(xy).to.include({ seeds: 1, low: null, interval: null, adjusted: null, decision: 'open' });
    expect(xz!.adjusted).below(pairs[1]!.adjusted!);
  });

  it('takes what differs in the last bits for a tie', () => {
    const tied = scores.x.flatMap((value, seed) => [
      record('x', seed, value),
      record('y', seed, value * (1 + 1e-15)),
    ]);
    expect(comparedPairs(study, tied)[0]).to.include({ difference: 0, adjusted: 1, decision: 'open' });
  });

  it('takes the decisions of a sequential test in place of p', () => {
    const decisions: Decisions = new Map([
      ['A', [{ first: 'x', second: 'y', outcome: 'equal' as const, stage: 2 }]],
    ]);
    expect(comparedPairs(study, records, decisions)[0]).to.include({
      decision: 'equal',
      decidedBy: 'AdaStop',
      adjusted: null,
    });
  });
});

describe('pairSection', () => {
  const results: ComparedResult[] = [];
  const comparison = comparisonOf(study, results, pairs);
  const [section] = pairSection(comparison.environments[0]!, comparison);

  it('has a matrix that mirrors, and a row a pair', () => {
    const [matrix, table] = section!.tables!;
    expect(matrix!.columns).to.deep.equal(['row − column', 'x', 'y', 'z']);
    expect(matrix!.rows[0]).to.deep.equal(['x', '–', '-0.0167, 50 %, open', '-10.0167, 0 %, worse']);
    expect(matrix!.rows[2]![1]).to.equal('+10.0167, 100 %, better');
    expect(table!.rows).to.have.length(3);
    expect(table!.rows[1]!.at(-1)).to.equal('a < b');
  });

  it('says how pairs are decided, and what is known of the intervals', () => {
    const text = section!.paragraphs!.join(' ');
    expect(text).to.include('p is adjusted by Holm over the 3 pairs of the study');
    expect(text).to.match(/measured with 5 seeds \(here 6\), they hold the mean in \d\d\.\d % of samples/);
  });
});

describe('pairSentence', () => {
  it('counts one pair in the singular', () => {
    expect(pairSentence([], 1)).to.include('adjusted by Holm over the one pair of the study');
  });
});

describe('intervalSentence', () => {
  it('is of the fewest seeds, and absent without an interval', () => {
    const coverage = { worst: 0.935, shape: 'near a bound', replicates: 10 };
    const interval = { kind: DEFAULT_KIND, coverage };
    expect(
      intervalSentence([
        { seeds: 10, interval },
        { seeds: 20, interval: { ...interval, coverage: null } },
      ]),
    ).to.deep.equal([
      '95 % intervals: Hall’s skewness-corrected t, joined with Student’s; measured with 10 seeds, they hold the mean in 93.5 % of ' +
        'samples at the worst of four shapes (near a bound).',
    ]);
    expect(intervalSentence([{ seeds: 1, interval: null }])).to.deep.equal([]);
  });
});
